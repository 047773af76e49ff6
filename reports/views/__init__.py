"""Pages of what leaves: the learning summary, and the submission to the Home Office."""
