"""Facts about the data itself: the pack it came from, and the spreadsheets that were brought."""

from shigu.data.models.imports import Import, ImportFile, ImportProgress, ImportRow
from shigu.data.models.packages import Package

__all__ = ["Import", "ImportFile", "ImportProgress", "ImportRow", "Package"]
