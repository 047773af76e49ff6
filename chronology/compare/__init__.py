"""What agencies recorded of the same thing: perhaps one event, perhaps at odds (S82)."""
