"""Input–output analysis: what an activity buys, from whom, and what that sets in motion."""
