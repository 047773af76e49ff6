"""Reads agencies' files into rows: pure functions that know no database (local-practice.md 4.6)."""
