"""``add_person``: an account from the server's own command line, the first one included."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from shigu.districts.actions import create_account, forget_password, give_seat
from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.vocabulary import Role


class Command(BaseCommand):
    """Make an account with a seat, or a new link for one that is there."""

    help = "建立账号并给出初始链接 · an account and its initial link"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="")
        parser.add_argument("--district", default="")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR.value)
        parser.add_argument("--engineer", action="store_true")
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the shape Django calls
        try:
            with acting_as_system() as system:
                user = _put(system, options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_link(user))


def _put(system: Actor, told: dict[str, Any]) -> User:
    reason = told["reason"] or "shigu people add"
    user = User.objects.filter(username__iexact=told["username"]).first()
    if user is None:
        user = create_account(
            system,
            told["username"],
            full_name=told["name"] or told["username"],
            engineer=told["engineer"],
            reason=reason,
        )
    elif not told["district"]:
        forget_password(system, user, reason=reason)
    if told["district"]:
        place = District.objects.filter(code=told["district"]).first() or _nowhere()
        today = timezone.localdate()
        give_seat(system, user, place, Role(told["role"]), valid_from=today, reason=reason)
    return user


def _nowhere() -> District:
    codes = District.objects.exclude(player="").values_list("code", flat=True)
    known = "、".join(codes[:20]) or "（无；先运行 shigu pack load / none: load a pack first）"
    raise CommandError(f"没有这个区县；有 / no such district; there are: {known}")


def _link(user: User) -> str:
    if user.has_usable_password():
        return f"{user.username}：密码不变 / keeps its password"
    key = (user_pk_to_url_str(user), default_token_generator.make_token(user))
    scheme = "https" if settings.ENVIRONMENT.https else "http"
    port = "" if settings.ENVIRONMENT.https else ":8000"
    path = reverse("account_reset_password_from_key", args=key)
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}{port}{path}"
