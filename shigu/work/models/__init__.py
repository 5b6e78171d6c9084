"""Facts about tasks, meetings, task forces and notices."""

from shigu.work.models.files import TaskFile
from shigu.work.models.forces import TaskForce
from shigu.work.models.meetings import AgendaItem, Decision, Meeting
from shigu.work.models.notices import Notice, NoticePreference
from shigu.work.models.registers import (
    Entry,
    KeyProject,
    ProsperityReading,
    ReformItem,
    TitleApplication,
)
from shigu.work.models.robots import Delivery, Robot
from shigu.work.models.tasks import Task, TaskStep

__all__ = [
    "AgendaItem",
    "Decision",
    "Delivery",
    "Entry",
    "KeyProject",
    "Meeting",
    "Notice",
    "NoticePreference",
    "ProsperityReading",
    "ReformItem",
    "Robot",
    "Task",
    "TaskFile",
    "TaskForce",
    "TaskStep",
    "TitleApplication",
]
