"""What people do with organisations."""

from shigu.registry.actions.hearing import Cited, hear, unhear
from shigu.registry.actions.judging import judge, propose
from shigu.registry.actions.merging import merge, split
from shigu.registry.actions.naming import call, close, identify, unname
from shigu.registry.actions.putting import ORGANISATIONS, TABLES, edit, index, put, register
from shigu.registry.actions.taking import Taken, refresh, take

__all__ = (
    "ORGANISATIONS",
    "TABLES",
    "Cited",
    "Taken",
    "call",
    "close",
    "edit",
    "hear",
    "identify",
    "index",
    "judge",
    "merge",
    "propose",
    "put",
    "refresh",
    "register",
    "split",
    "take",
    "unhear",
    "unname",
)
