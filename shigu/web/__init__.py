"""Composition: addresses, the pages that look over all apps, and what surrounds every page."""
