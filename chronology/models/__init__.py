"""What agencies recorded day by day: read, checked, merged, compared."""
