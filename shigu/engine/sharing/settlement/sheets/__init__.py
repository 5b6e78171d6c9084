"""The sheets that a book is read from; what they hold is data in tables.csv and fields.csv."""

from shigu.engine.sharing.settlement.sheets.build import BookError, read_book
from shigu.engine.sharing.settlement.sheets.load import sheets_of

__all__ = ["BookError", "read_book", "sheets_of"]
