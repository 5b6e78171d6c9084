"""``list_people``: every account with its seats."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Prefetch

from shigu.districts.models import Membership, User
from shigu.districts.queries import standing
from shigu.districts.scope import acting_as_system


class Command(BaseCommand):
    """One line an account."""

    help = "全部账号与席位 · all accounts and seats"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the shape Django calls
        seats = Membership.objects.filter(standing()).select_related("district")
        with acting_as_system():
            for user in User.objects.order_by("username").prefetch_related(
                Prefetch("memberships", seats)
            ):
                self.stdout.write(_line(user))


def _line(user: User) -> str:
    seats = [f"{seat.district.code}:{seat.role}" for seat in user.memberships.all()]
    marks = ["engineer"] * user.is_staff + ["closed"] * (not user.is_active)
    return "  ".join([f"{user.username:20}", str(user), *seats, *marks])
