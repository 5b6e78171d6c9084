"""What people do with projects."""

from shigu.projects.actions.filing import disclose, estimate, file, revise, unfile
from shigu.projects.actions.handing import (
    accept_hand_over,
    decline_hand_over,
    order_hand_over,
    propose_hand_over,
    withdraw_hand_over,
)
from shigu.projects.actions.keeping import Whom, keep_for
from shigu.projects.actions.moving import assign, move_on, move_together, step_to
from shigu.projects.actions.putting import TABLES, put

__all__ = [
    "TABLES",
    "Whom",
    "accept_hand_over",
    "assign",
    "decline_hand_over",
    "disclose",
    "estimate",
    "file",
    "keep_for",
    "move_on",
    "move_together",
    "order_hand_over",
    "propose_hand_over",
    "put",
    "revise",
    "step_to",
    "unfile",
    "withdraw_hand_over",
]
