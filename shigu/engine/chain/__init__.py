"""The chain: who stands where, what is missing, what to do first, whom to bring."""
