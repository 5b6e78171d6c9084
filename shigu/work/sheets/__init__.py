"""Spreadsheets of tasks, of meetings with their decisions, and of the registers."""

from shigu.work.sheets.decisions import DECISIONS
from shigu.work.sheets.meetings import MEETINGS
from shigu.work.sheets.registers import REGISTERS
from shigu.work.sheets.tasks import FORCE_TASKS, TASKS

SHEETS = (TASKS, FORCE_TASKS, MEETINGS, DECISIONS, *REGISTERS)
"""The working tables of this app."""

__all__ = ["SHEETS"]
