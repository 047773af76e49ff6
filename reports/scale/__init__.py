"""An invented installation of national size, to measure on. Nobody in it exists."""
