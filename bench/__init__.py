"""Measures a large installation; only here may guardian's own functions be asked."""
