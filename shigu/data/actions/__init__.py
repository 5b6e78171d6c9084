"""What people do with data as a whole: load packs, bring spreadsheets."""

from shigu.data.actions.importing import (
    PreviewOutdated,
    Stopped,
    bring,
    cancel,
    confirm,
    fail,
    keep_preview,
    stand,
    tell,
    write,
)
from shigu.data.actions.packs import UnknownTable, load_pack

__all__ = [
    "PreviewOutdated",
    "Stopped",
    "UnknownTable",
    "bring",
    "cancel",
    "confirm",
    "fail",
    "keep_preview",
    "load_pack",
    "stand",
    "tell",
    "write",
]
