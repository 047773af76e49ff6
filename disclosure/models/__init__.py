"""What a file or text gives away, and whether it may leave."""
