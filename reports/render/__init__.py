"""Blocks of a report made into pages, screens, rows and plain words."""
