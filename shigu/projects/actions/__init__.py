"""What people do with projects."""

from shigu.projects.actions.filing import disclose, estimate, file, revise
from shigu.projects.actions.moving import assign, move_on, move_together
from shigu.projects.actions.putting import TABLES, put

__all__ = [
    "TABLES",
    "assign",
    "disclose",
    "estimate",
    "file",
    "move_on",
    "move_together",
    "put",
    "revise",
]
