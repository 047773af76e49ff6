"""Forms about people, the bodies they belong to, and how they sign in."""
