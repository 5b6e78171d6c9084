"""Spreadsheets of tasks and of the registers."""

from shigu.work.sheets.registers import REGISTERS
from shigu.work.sheets.tasks import FORCE_TASKS, TASKS

SHEETS = (TASKS, FORCE_TASKS, *REGISTERS)
"""The working tables of this app."""

__all__ = ["SHEETS"]
