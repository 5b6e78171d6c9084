"""Tags of the territory's pages."""
