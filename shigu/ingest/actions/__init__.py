"""What people and sources do with pages."""

from shigu.ingest.actions.running import ask_for_run, ask_for_what_is_due, cancel_run
from shigu.ingest.actions.second import keep_second_opinion
from shigu.ingest.actions.second_reading import ask_second_reader, stop_second_reader
from shigu.ingest.actions.storing import Stored, store
from shigu.ingest.actions.tending import edit_source, register_source

__all__ = [
    "Stored",
    "ask_for_run",
    "ask_for_what_is_due",
    "ask_second_reader",
    "cancel_run",
    "edit_source",
    "keep_second_opinion",
    "register_source",
    "stop_second_reader",
    "store",
]
