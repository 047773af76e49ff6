"""THE declaration: every step of a review, T01 to T28, one short module a phase."""
