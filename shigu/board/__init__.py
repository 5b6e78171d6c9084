"""The board looks on: the cockpit, read-only, over everything that one may see."""
