"""Research partnerships: who works with whom on what, and since when."""
