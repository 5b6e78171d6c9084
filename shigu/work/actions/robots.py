"""Robots of chat groups: who is told, and sending again what failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.verbs import action
from shigu.work import sending
from shigu.work.models import Delivery, Robot
from shigu.work.policies import may_keep_robots


@action("work.add_robot", gettext_lazy("接入群机器人"))
def add_robot(
    actor: Actor, district: District, values: Mapping[str, Any], *, reason: str = ""
) -> Robot:
    """Let a chat group repeat the notices about ``district`` from now on.

    Raises:
        Refused: the actor does not administer the district.
        ValidationError: the address is none, or a private one where these are not allowed.
    """
    may_keep_robots(actor, district).require()
    robot = Robot(district=district, **values)
    robot.full_clean()
    sending.the_address_is_allowed(robot.url)
    robot.save()
    return robot


@action("work.revise_robot", gettext_lazy("修改群机器人"))
def revise_robot(
    actor: Actor, robot: Robot, values: Mapping[str, Any], *, reason: str = ""
) -> Robot:
    """Change a robot, or put it out of use.

    Raises:
        Refused: the actor does not administer its district.
        ValidationError: as in ``add_robot``.
    """
    may_keep_robots(actor, robot.district).require()
    for name, value in values.items():
        setattr(robot, name, value)
    robot.full_clean()
    sending.the_address_is_allowed(robot.url)
    robot.save()
    return robot


@action("work.send_again", gettext_lazy("重发群消息"))
def send_again(actor: Actor, delivery: Delivery) -> None:
    """Try a message that was given up once more, in the background.

    Raises:
        Refused: the actor does not administer its district.
    """
    may_keep_robots(actor, delivery.district).require()
    sending.enqueue(delivery)
