"""Admission: score sheets as data, points as members hand them in, what they add up to."""
