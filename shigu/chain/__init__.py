"""The chain: versions, links, supplies, who stands where, and what the engine makes of it."""
