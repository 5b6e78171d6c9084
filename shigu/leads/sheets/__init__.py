"""Spreadsheets of leads and of talks."""

from shigu.leads.sheets.leads import LEADS
from shigu.leads.sheets.talks import TALKS

SHEETS = (LEADS, TALKS)
"""The working tables of this app. First reports are none: filing binds and is done one by one."""

__all__ = ["SHEETS"]
