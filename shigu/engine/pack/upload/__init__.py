"""Spreadsheets that people send: read with every fault named, and blank ones to fill in."""

from shigu.engine.pack.upload.limits import Limits
from shigu.engine.pack.upload.read import read_upload
from shigu.engine.pack.upload.template import blank_workbook
from shigu.engine.pack.upload.values import Kind, Upload

__all__ = ["Kind", "Limits", "Upload", "blank_workbook", "read_upload"]
