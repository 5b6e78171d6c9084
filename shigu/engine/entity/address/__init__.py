"""Addresses and coordinates: today's district, street and zone, and the datum of a point."""
