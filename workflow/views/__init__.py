"""Pages of the process, one module a family."""
