"""Spreadsheets of leads, of talks, of events and of their guests."""

from shigu.leads.sheets.events import EVENTS, GUESTS
from shigu.leads.sheets.leads import LEADS
from shigu.leads.sheets.talks import TALKS

SHEETS = (LEADS, TALKS, EVENTS, GUESTS)
"""The working tables of this app. First reports are none: filing binds and is done one by one."""

__all__ = ["SHEETS"]
