"""Chat groups that are told: add a robot, change it, try a message again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.kinds import Short, Text
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.tasks import Code
from shigu.api.verbs.verb import the, verb
from shigu.api.working import GROUP_MESSAGES, ROBOTS, router
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.work import actions
from shigu.work.models import Robot
from shigu.work.policies import may_keep_robots
from shigu.work.queries import notices as queries

ROW: Any = ROBOTS.row_schema()
MESSAGE: Any = GROUP_MESSAGES.row_schema()


class AddedRobot(Reasoned):
    """The robot of a group; address and secret are taken and never told again."""

    district: Code
    name: Short
    maker: Robot.Maker
    url: Short
    secret: Text = ""
    told_in_full: bool = False


class RevisedRobot(Reasoned):
    """What changes; what is left out stays."""

    name: Short | None = None
    url: Short | None = None
    secret: Text | None = None
    told_in_full: bool | None = None
    is_active: bool | None = None


@verb(router, "POST", "/robots", "接入群机器人 · add a robot", ROW, tag="robots", status=201)
def add_robot(request: HttpRequest, given: AddedRobot) -> HttpResponse:
    """从现在起，本区的通知会发到这个群。

    From now on the group is told of the district's notices.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    values = given.model_dump(exclude={"district", "reason"})
    with allowed(may_keep_robots(actor, district)):
        made = actions.add_robot(actor, district, values, reason=given.reason)
    return answer(told(request, ROBOTS, made.pk), 201)


@verb(router, "PATCH", "/robots/{key}", "修改群机器人 · change a robot", ROW, tag="robots")
def revise_robot(request: HttpRequest, key: UUID, given: RevisedRobot) -> HttpResponse:
    """只改送来的；停用后不再发。

    Changes what is sent; out of use it tells nothing.
    """
    actor = actor_of(request)
    robot: Robot = the(request, queries.robots(actor), pk=key)
    values = given.model_dump(exclude={"reason"}, exclude_none=True)
    with allowed(may_keep_robots(actor, robot.district)):
        actions.revise_robot(actor, robot, values, reason=given.reason)
    return answer(told(request, ROBOTS, key))


@verb(
    *(router, "POST", "/group_messages/{key}/send", "重发群消息 · send again", MESSAGE),
    tag="group_messages",
    status=202,
)
def send_group_message_again(request: HttpRequest, key: UUID) -> HttpResponse:
    """在后台再试一次。

    Tried once more in the background.
    """
    actor = actor_of(request)
    message: Any = the(request, queries.deliveries(actor), pk=key)
    with allowed(may_keep_robots(actor, message.district)):
        actions.send_again(actor, message)
    return answer(told(request, GROUP_MESSAGES, key), 202)
