"""The procedure of projects: stages joined by steps, as data."""
