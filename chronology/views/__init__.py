"""Pages of chronologies: an agency's own, and those of the people who run the review."""
