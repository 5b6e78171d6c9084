"""The schema of packs: data in the CSV files of this folder, loaded into frozen values."""

from shigu.engine.pack.schema.load import schema
from shigu.engine.pack.schema.values import EnumValue, Field, Message, Plausible, Schema, Table

__all__ = ["EnumValue", "Field", "Message", "Plausible", "Schema", "Table", "schema"]
