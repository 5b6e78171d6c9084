"""What people do with projects."""

from shigu.projects.actions.filing import disclose, estimate, file, revise
from shigu.projects.actions.moving import move_on
from shigu.projects.actions.putting import TABLES, put

__all__ = ["TABLES", "disclose", "estimate", "file", "move_on", "put", "revise"]
