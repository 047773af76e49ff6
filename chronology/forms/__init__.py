"""Questions about chronologies: what agencies send, and what readers of the combined one do."""
