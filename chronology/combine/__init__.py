"""One table of what all agencies recorded: order, gaps, ages, the strip (S80, S83, S84)."""
