"""Which records are of one organisation: blocking, comparison with reasons, clusters."""
