"""Facts about tasks, meetings, task forces and notices."""

from shigu.work.models.forces import TaskForce
from shigu.work.models.meetings import AgendaItem, Decision, Meeting
from shigu.work.models.notices import Notice, NoticePreference
from shigu.work.models.robots import Delivery, Robot
from shigu.work.models.tasks import Task, TaskStep

__all__ = [
    "AgendaItem",
    "Decision",
    "Delivery",
    "Meeting",
    "Notice",
    "NoticePreference",
    "Robot",
    "Task",
    "TaskForce",
    "TaskStep",
]
