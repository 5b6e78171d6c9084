"""Messages to the robots of chat groups: which are owed, what they say, and how they get there."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from http.client import HTTPException
from urllib.parse import quote_plus, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from shigu.districts.scope import acting_as_system
from shigu.sources.addresses import connection, numbers
from shigu.sources.refusals import FetchRefused
from shigu.work.kinds import AMONG_MEMBERS
from shigu.work.models import Delivery, Notice, Robot

TIMEOUT_SECONDS = 10
LOOKS_BACK = timedelta(days=1)
LARGEST_ANSWER = 64 * 1024
ACCEPTED = 200
LONGEST = {Robot.Maker.WECOM: 2048, Robot.Maker.DINGTALK: 20_000}
"""Bytes of a text that a maker takes, by its published interface."""


class Undelivered(RuntimeError):
    """A robot did not take a message; the words say why."""


def look_round() -> int:
    """Enqueue every message that a robot still owes its group; how many."""
    with acting_as_system():
        fresh = [each for robot in Robot.objects.filter(is_active=True) for each in _owed(robot)]
        for delivery in Delivery.objects.bulk_create(fresh, ignore_conflicts=True):
            enqueue(delivery)
    return len(fresh)


def _owed(robot: Robot) -> list[Delivery]:
    told = Delivery.objects.filter(robot=robot, batch=OuterRef("batch"))
    since = max(robot.since, timezone.now() - LOOKS_BACK)
    new = Notice.objects.filter(district=robot.district_id, created_at__gte=since)
    batches = new.filter(~Exists(told)).order_by().values_list("batch", flat=True).distinct()
    return [Delivery(robot=robot, district_id=robot.district_id, batch=batch) for batch in batches]


def enqueue(delivery: Delivery) -> None:
    """Let the background worker send it."""
    app.configure_task("work.tell_a_group").defer(delivery=str(delivery.pk))


def send(key: str) -> None:
    """Send one message that is not there yet, and keep what became of it.

    Raises:
        Undelivered: it failed; the queue tries again.
    """
    with acting_as_system():
        found = Delivery.objects.select_related("robot").exclude(state=Delivery.State.SENT)
        delivery = found.filter(pk=key).first()
        if delivery is None or (first := _of(delivery)) is None:
            return
    failure = ""
    try:
        post(delivery.robot, body(delivery.robot, first))
    except (OSError, HTTPException, ValueError, ValidationError) as error:
        failure = f"{type(error).__name__}: {error}"[:500]
    with acting_as_system():
        delivery.attempts += 1
        delivery.failure = failure
        delivery.state = Delivery.State.FAILED if failure else Delivery.State.SENT
        delivery.save(update_fields=["attempts", "failure", "state", "at"])
    if failure:
        raise Undelivered(failure)


def _of(delivery: Delivery) -> Notice | None:
    """One of the notices that the message repeats."""
    return Notice.objects.filter(batch=delivery.batch).first()


def body(robot: Robot, notice: Notice) -> dict[str, object]:
    """The JSON of a text message; both makers take the same shape.

    What a task force keeps to its members is told in full to no group.
    """
    in_full = robot.told_in_full and not notice.inputs.get(AMONG_MEMBERS)
    said = str(notice) if in_full else _("有新的通知：%s") % notice.label
    address = f"{settings.ENVIRONMENT.site_url.rstrip('/')}{notice.address}"
    room = LONGEST[Robot.Maker(robot.maker)] - len(f"\n{address}".encode())
    return {"msgtype": "text", "text": {"content": f"{_fitted(said, room)}\n{address}".strip()}}


def _fitted(said: str, room: int) -> str:
    """The sentence, cut at a character where it takes more than ``room`` bytes."""
    whole = said.encode()
    if len(whole) <= room:
        return said
    return whole[: room - len("…".encode())].decode(errors="ignore") + "…"


def signed(robot: Robot, now_ms: int) -> str:
    """The address with DingTalk's signature: HMAC-SHA256 of time and secret, where it has one."""
    if robot.maker != Robot.Maker.DINGTALK or not robot.secret:
        return robot.url
    text = f"{now_ms}\n{robot.secret}".encode()
    digest = hmac.new(robot.secret.encode(), text, hashlib.sha256).digest()
    sign = quote_plus(base64.b64encode(digest))
    return f"{robot.url}{'&' if '?' in robot.url else '?'}timestamp={now_ms}&sign={sign}"


def the_address_is_allowed(url: str) -> list[str]:
    """The IP addresses behind a robot's address.

    Raises:
        ValidationError: it cannot be found, or one of them is private and these are not allowed.
    """
    try:
        return numbers(urlsplit(url), private_allowed=settings.ENVIRONMENT.private_webhooks)
    except FetchRefused as refusal:
        host = urlsplit(url).hostname
        if refusal.code == "private":
            told = _("%s 是内网地址；须由运维开启 SHIGU_PRIVATE_WEBHOOKS。") % host
        else:
            told = _("找不到这个地址：%s") % host
        raise ValidationError({"url": told}) from refusal


def post(robot: Robot, message: dict[str, object]) -> None:
    """Send a message to the very address that was checked; redirects are not followed.

    Raises:
        ValueError: the robot answered that it did not take it.
        OSError, HTTPException: it could not be reached.
    """
    parts = urlsplit(signed(robot, int(time.time() * 1000)))
    way = connection(parts, the_address_is_allowed(robot.url)[0], TIMEOUT_SECONDS)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        content = json.dumps(message, ensure_ascii=False).encode()
        way.request("POST", target, content, {"Content-Type": "application/json"})
        answer = way.getresponse()
        text = answer.read(LARGEST_ANSWER)
    finally:
        way.close()
    if answer.status != ACCEPTED:
        raise ValueError(f"HTTP {answer.status}")
    told = json.loads(text)
    if not isinstance(told, dict) or told.get("errcode") != 0:
        raise ValueError(text.decode(errors="replace")[:200])
