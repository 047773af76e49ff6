"""How the bytes of a file are read before it is taken in, one module for each family of kinds."""
