"""What people do with districts, seats, grants, staff access and tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import (
    ApiToken,
    District,
    Grant,
    Layout,
    LayoutRole,
    Membership,
    Source,
    StaffAccess,
    Target,
    User,
    Zone,
)
from shigu.districts.packrows import Outcome, Row, put_rows
from shigu.districts.policies import Refused, deny, may_write, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass, Role

LONGEST_STAFF_ACCESS = timedelta(hours=8)
LONGEST_TOKEN = timedelta(days=366)
TABLES: dict[str, tuple[type[Model], DataClass]] = {
    "sources": (Source, DataClass.REGISTRY),
    "districts": (District, DataClass.PEOPLE),
    "zones": (Zone, DataClass.TERRITORY),
    "layouts": (Layout, DataClass.TERRITORY),
    "layout_roles": (LayoutRole, DataClass.TERRITORY),
    "targets": (Target, DataClass.PLANS),
}


@action("districts.put")
def put(actor: Actor, table: str, rows: Iterable[Row], *, reason: str = "") -> Outcome:
    """Make or change rows of one of this app's tables of a pack.

    Raises:
        Refused: the actor may not write that class of data.
        UnknownReference: a row names another that is not there.
    """
    model, data_class = TABLES[table]
    may_write_somewhere(actor, data_class).require()
    return put_rows(model, table, rows)


@action("districts.give_seat")
def give_seat(
    actor: Actor,
    user: User,
    district: District,
    role: Role,
    *,
    valid_from: date,
    valid_to: date | None = None,
    reason: str = "",
) -> Membership:
    """Give ``user`` a seat in ``district``.

    Raises:
        Refused: the actor administers another district, or the seat is taken already.
    """
    may_write(actor, DataClass.PEOPLE, district).require()
    if Membership.objects.filter(user=user, district=district, role=role).exists():
        raise Refused(_("%s已有这个席位。") % user)
    return Membership.objects.create(
        user=user, district=district, role=role, valid_from=valid_from, valid_to=valid_to
    )


@action("districts.end_seat")
def end_seat(actor: Actor, seat: Membership, *, on: date, reason: str = "") -> Membership:
    """End a seat on a day; it stays in history.

    Raises:
        Refused: the actor administers another district, or it is the last administrator's.
    """
    may_write(actor, DataClass.PEOPLE, seat.district).require()
    others = Membership.objects.filter(
        district=seat.district, role=Role.ADMINISTRATOR, valid_to__isnull=True
    ).exclude(pk=seat.pk)
    if seat.role == Role.ADMINISTRATOR and not others.exists():
        raise Refused(_("这是本区最后一位管理员；请先任命另一位。"))
    seat.valid_to = max(on, seat.valid_from + timedelta(days=1))
    seat.save()
    return seat


@action("districts.grant")
def grant(
    actor: Actor,
    district: District,
    grantee: District,
    data_class: DataClass,
    *,
    valid_from: date,
    valid_to: date,
    agreement: str,
    reason: str = "",
) -> Grant:
    """Let another district read one class of data until a day, under a named agreement.

    Raises:
        Refused: the actor administers another district, or the days or the agreement are missing.
    """
    may_write(actor, DataClass.PEOPLE, district).require()
    if not agreement.strip():
        raise Refused(_("请写明依据的协议。"))
    if valid_to <= valid_from or grantee == district:
        raise Refused(_("到期日须晚于生效日，且不能授权给本区自己。"))
    return Grant.objects.create(
        district=district,
        grantee=grantee,
        data_class=data_class,
        agreement=agreement,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@action("districts.revoke_grant")
def revoke_grant(actor: Actor, given: Grant, *, reason: str) -> Grant:
    """Take a grant back; from the next request on the other district sees nothing.

    Raises:
        Refused: the actor administers another district.
    """
    may_write(actor, DataClass.PEOPLE, given.district).require()
    given.revoked_at = given.revoked_at or timezone.now()
    given.save()
    return given


@action("districts.open_staff_access")
def open_staff_access(
    actor: Actor, staff: User, district: District, *, hours: float, reason: str
) -> StaffAccess:
    """Let an engineer read a district's data for some hours; the district sees when and why.

    Raises:
        Refused: not an engineer, not for oneself, no reason, or longer than eight hours.
    """
    if actor.id != staff.pk or not staff.is_staff:
        raise Refused(_("只有运维人员可以为自己开启限时访问。"))
    if not reason.strip():
        raise Refused(_("请写明事由；该区会看到它。"))
    if not 0 < hours * 3600 <= LONGEST_STAFF_ACCESS.total_seconds():
        raise Refused(_("限时访问最长 8 小时。"))
    now = timezone.now()
    return StaffAccess.objects.create(
        user=staff,
        district=district,
        reason=reason,
        opened_at=now,
        closes_at=now + timedelta(hours=hours),
    )


@action("districts.close_staff_access")
def close_staff_access(actor: Actor, access: StaffAccess) -> StaffAccess:
    """End a staff access before its time.

    Raises:
        Refused: neither one's own nor one's own district's.
    """
    if access.user_id != actor.id:
        may_write(actor, DataClass.PEOPLE, access.district).require()
    access.closed_at = access.closed_at or timezone.now()
    access.save()
    return access


@action("districts.make_token")
def make_token(
    actor: Actor,
    user: User,
    district: District,
    *,
    name: str,
    may_write: bool,
    days: int,
    reason: str = "",
) -> tuple[ApiToken, str]:
    """A token for a program: the row, and the secret that is shown this once.

    Raises:
        Refused: not for oneself, no seat in the district, no name, or longer than a year.
    """
    if actor.id != user.pk:
        raise Refused(_("令牌只能为自己创建。"))
    if not actor.reads(DataClass.REGISTRY, district.pk):
        deny(_("您在%s没有席位。") % district.name).require()
    if not name.strip() or not 0 < days <= LONGEST_TOKEN.days:
        raise Refused(_("请写明用途；有效期最长一年。"))
    secret = f"shigu_{secrets.token_urlsafe(32)}"
    made = ApiToken.objects.create(
        user=user,
        district=district,
        name=name,
        may_write=may_write,
        digest=hashlib.sha256(secret.encode()).digest(),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return made, secret


@action("districts.revoke_token")
def revoke_token(actor: Actor, made: ApiToken, *, reason: str = "") -> ApiToken:
    """Take a token back at once.

    Raises:
        Refused: neither one's own nor one's own district's.
    """
    if made.user_id != actor.id:
        may_write(actor, DataClass.PEOPLE, made.district).require()
    made.revoked_at = made.revoked_at or timezone.now()
    made.save()
    return made
