"""What reports say: from a case to blocks."""
