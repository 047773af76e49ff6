"""What the combined chronology asks of those who read it."""
