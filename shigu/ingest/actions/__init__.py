"""What people and sources do with pages."""

from shigu.ingest.actions.storing import Stored, store

__all__ = ["Stored", "store"]
