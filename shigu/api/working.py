"""What the working day is made of, as the API tells it: tasks, meetings, notices."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Short
from shigu.api.resources import Filter, Resource
from shigu.districts.actors import Actor
from shigu.districts.models import Status
from shigu.districts.vocabulary import DataClass
from shigu.work.models import (
    Decision,
    Delivery,
    Meeting,
    Notice,
    Robot,
    Task,
    TaskFile,
    TaskForce,
    TaskStep,
)
from shigu.work.moves import State
from shigu.work.queries.tasks import is_overdue

router = Router()


def own_notices(actor: Actor) -> QuerySet[Notice]:
    """One's own notices about what the token reads."""
    reach = actor.readable.get(DataClass.WORK, frozenset())
    return Notice.objects.filter(person=actor.id, district__in=reach)


def _unread(rows: QuerySet[Notice], wanted: bool) -> QuerySet[Notice]:  # noqa: FBT001
    return rows.filter(read_at__isnull=wanted)


NOTICES = Resource(
    "notices",
    "Notice",
    Notice,
    own_notices,
    {
        "id": "id",
        "kind": "kind",
        "inputs": "inputs",
        "address": "address",
        "district": "district__code",
        "created_at": "created_at",
        "read_at": "read_at",
    },
    {
        "kind": Filter("kind", Short, "事项 · kind"),
        "unread": Filter(_unread, bool, "未读 · unread"),
    },
    order=("created_at",),
    about="本人的通知 · one's notices",
)


def _overdue(rows: QuerySet[Task], wanted: bool) -> QuerySet[Task]:  # noqa: FBT001
    return rows.filter(is_overdue()) if wanted else rows.exclude(is_overdue())


TASKS = Resource(
    "tasks",
    "Task",
    Task,
    Task.objects.visible_to,
    {
        **{name: name for name in ("id", "kind", "title", "body", "deadline", "state", "status")},
        "district": "district__code",
        "owner": "owner__code",
        "force": "force__id",
        "escalates_after": "escalates_after",
        "escalated_to": "escalated_to__code",
        "subject_label": "subject_label",
        "subject_address": "subject_address",
        "issued_at": "issued_at",
    },
    {
        "district": Filter("district__code"),
        "owner": Filter("owner__code"),
        "state": Filter("state", State),
        "kind": Filter("kind", Task.Kind),
        "overdue": Filter(_overdue, bool, "已逾期 · overdue"),
        "status": Filter("status", Status),
    },
    order=("deadline", "issued_at"),
    about="任务、决策、请示 · tasks, decisions, requests",
)
TASK_STEPS = Resource(
    "task_steps",
    "TaskStep",
    TaskStep,
    TaskStep.objects.visible_to,
    {
        **{name: name for name in ("id", "verb", "state", "text", "at")},
        "task": "task__id",
        "district": "district__code",
    },
    {"task": Filter("task__id", UUID, "任务 · task")},
    order=("at",),
    about="任务进展 · steps of tasks",
)
TASK_FILES = Resource(
    "task_files",
    "TaskFile",
    TaskFile,
    TaskFile.objects.visible_to,
    {
        **{name: name for name in ("id", "name", "size", "added_at")},
        "task": "task__id",
        "district": "district__code",
    },
    {"task": Filter("task__id", UUID, "任务 · task")},
    order=("added_at",),
    about="任务附件 · documents of tasks",
)
TASK_FORCES = Resource(
    "task_forces",
    "TaskForce",
    TaskForce,
    TaskForce.objects.visible_to,
    {
        **{name: name for name in ("id", "name", "purpose", "open_to", "is_active", "status")},
        "district": "district__code",
    },
    {"district": Filter("district__code")},
    order=("name",),
    about="工作专班 · task forces",
)
MEETINGS = Resource(
    "meetings",
    "Meeting",
    Meeting,
    Meeting.objects.visible_to,
    {
        **{name: name for name in ("id", "title", "place", "starts_at", "chair", "attendees")},
        **{name: name for name in ("minutes", "held", "status")},
        "district": "district__code",
        "force": "force__id",
    },
    {"district": Filter("district__code"), "held": Filter("held", bool)},
    order=("starts_at",),
    about="会议 · meetings",
)
DECISIONS = Resource(
    "decisions",
    "Decision",
    Decision,
    Decision.objects.visible_to,
    {
        **{name: name for name in ("id", "text", "deadline")},
        "meeting": "meeting__id",
        "owner": "owner__code",
        "task": "task__id",
    },
    {"meeting": Filter("meeting__id", UUID, "会议 · meeting")},
    order=("deadline",),
    about="议定事项 · decisions",
)
ROBOTS = Resource(
    "robots",
    "Robot",
    Robot,
    Robot.objects.visible_to,
    {
        **{name: name for name in ("id", "name", "maker", "told_in_full", "is_active", "since")},
        "district": "district__code",
    },
    {"district": Filter("district__code")},
    order=("name",),
    about="群机器人，不含地址和密钥 · robots of chat groups, without address and secret",
)
GROUP_MESSAGES = Resource(
    "group_messages",
    "GroupMessage",
    Delivery,
    Delivery.objects.visible_to,
    {
        **{name: name for name in ("id", "state", "attempts", "failure", "at")},
        "robot": "robot__id",
        "district": "district__code",
    },
    {
        "robot": Filter("robot__id", UUID, "群机器人 · robot"),
        "state": Filter("state", Delivery.State),
    },
    order=("at",),
    about="发给群的消息 · messages to chat groups",
)
RESOURCES = (
    *(NOTICES, TASKS, TASK_STEPS, TASK_FILES, TASK_FORCES, MEETINGS, DECISIONS),
    *(ROBOTS, GROUP_MESSAGES),
)
for each in RESOURCES:
    add(router, each)
