"""What people do with organisations."""

from shigu.registry.actions.judging import judge, propose
from shigu.registry.actions.merging import merge, split
from shigu.registry.actions.naming import call, identify, unname
from shigu.registry.actions.putting import ORGANISATIONS, TABLES, edit, index, put, register

__all__ = (
    "ORGANISATIONS",
    "TABLES",
    "call",
    "edit",
    "identify",
    "index",
    "judge",
    "merge",
    "propose",
    "put",
    "register",
    "split",
    "unname",
)
