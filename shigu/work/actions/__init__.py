"""What people do with tasks, meetings, task forces and notices."""

from shigu.work.actions.files import attach
from shigu.work.actions.meetings import call_meeting, convene, decide, hand_on, record
from shigu.work.actions.notices import choose_rhythm, mark_all_read, mark_read, notify
from shigu.work.actions.owners import change_members, reassign
from shigu.work.actions.registers import register, revise
from shigu.work.actions.robots import add_robot, revise_robot, send_again
from shigu.work.actions.tasks import escalate, escalate_overdue, issue, move, remind, reply

__all__ = [
    "add_robot",
    "attach",
    "call_meeting",
    "change_members",
    "choose_rhythm",
    "convene",
    "decide",
    "escalate",
    "escalate_overdue",
    "hand_on",
    "issue",
    "mark_all_read",
    "mark_read",
    "move",
    "notify",
    "reassign",
    "record",
    "register",
    "remind",
    "reply",
    "revise",
    "revise_robot",
    "send_again",
]
