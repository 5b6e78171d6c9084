"""What people and sources do with pages."""

from shigu.ingest.actions.bringing import Brought, bring, confirm_pages, let_go
from shigu.ingest.actions.running import ask_for_run, ask_for_what_is_due, cancel_run
from shigu.ingest.actions.second import keep_second_opinion
from shigu.ingest.actions.second_reading import ask_second_reader, stop_second_reader
from shigu.ingest.actions.storing import Stored, store
from shigu.ingest.actions.tending import edit_source, register_source

__all__ = [
    "Brought",
    "Stored",
    "ask_for_run",
    "ask_for_what_is_due",
    "ask_second_reader",
    "bring",
    "cancel_run",
    "confirm_pages",
    "edit_source",
    "keep_second_opinion",
    "let_go",
    "register_source",
    "stop_second_reader",
    "store",
]
