"""What people do with tasks, meetings, task forces and notices."""

from shigu.work.actions.notices import choose_rhythm, mark_all_read, mark_read, notify
from shigu.work.actions.robots import add_robot, revise_robot, send_again

__all__ = [
    "add_robot",
    "choose_rhythm",
    "mark_all_read",
    "mark_read",
    "notify",
    "revise_robot",
    "send_again",
]
