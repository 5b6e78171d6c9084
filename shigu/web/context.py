"""What surrounds every page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu import __version__
from shigu.districts.actors import NOBODY, Actor
from shigu.districts.queries import open_accesses
from shigu.face.pieces import Link
from shigu.web.demo import PASSWORD, PEOPLE
from shigu.web.navigation import navigation


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Variables of the base template: who acts, where one may go, what this installation is."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "navigation": navigation(request) if actor.member else (),
        "notices": partial(notices, request, actor),
        "bell": Link(_("通知"), reverse("work:notices"), reverse("work:bell"))
        if actor.member
        else None,
        "account_links": account_links() if actor.id else (),
        **demonstration(request),
        "tile_url": settings.ENVIRONMENT.tile_url,
        "version": __version__,
    }


def notices(request: HttpRequest, actor: Actor) -> tuple[Link, ...]:
    """What stands over every page while an engineer looks into a district's data."""
    if not (actor.id and getattr(request.user, "is_staff", False)):
        return ()
    return tuple(
        Link(
            _("您正在以运维身份查看%(district)s的数据，至 %(until)s 自动关闭。事由：%(reason)s")
            % {
                "district": opened.district,
                "until": f"{timezone.localtime(opened.closes_at):%H:%M}",
                "reason": opened.reason,
            }
        )
        for opened in open_accesses(actor)
        if opened.user_id == actor.id
    )


def account_links() -> tuple[Link, ...]:
    """What stands under one's name."""
    return (
        Link(_("我的账号"), reverse("districts:settings")),
        Link(_("通知方式"), reverse("work:preference")),
        Link(_("修改密码"), reverse("account_change_password")),
        Link(_("两步验证"), reverse("mfa_index")),
    )


def demonstration(request: HttpRequest) -> dict[str, Any]:
    """The invented people of the demonstration, on its login page only."""
    if not settings.ENVIRONMENT.demo or request.path != reverse(settings.LOGIN_URL):
        return {}
    return {"demo_people": PEOPLE, "demo_password": PASSWORD}
