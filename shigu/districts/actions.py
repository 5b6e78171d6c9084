"""What people do with districts, accounts, seats, grants, staff access and tokens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import (
    ApiToken,
    District,
    Grant,
    Layout,
    LayoutRole,
    Membership,
    Reading,
    Source,
    StaffAccess,
    Target,
    User,
    Zone,
)
from shigu.districts.noticing import Noticed, head_of
from shigu.districts.packrows import Outcome, Row, put_rows
from shigu.districts.policies import (
    Refused,
    deny,
    may_tend,
    may_write,
    may_write_somewhere,
    say_why,
)
from shigu.districts.queries import seats_now
from shigu.districts.scope import kept
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass, Role

LONGEST_STAFF_ACCESS = timedelta(hours=8)
LONGEST_ADDRESS = 500
LONGEST_TOKEN = timedelta(days=366)
TABLES: dict[str, tuple[type[Model], DataClass]] = {
    "sources": (Source, DataClass.REGISTRY),
    "districts": (District, DataClass.PEOPLE),
    "zones": (Zone, DataClass.TERRITORY),
    "layouts": (Layout, DataClass.TERRITORY),
    "layout_roles": (LayoutRole, DataClass.TERRITORY),
    "targets": (Target, DataClass.PLANS),
}


@action("districts.put", gettext_lazy("装入数据"))
def put(actor: Actor, table: str, rows: Iterable[Row], *, reason: str = "") -> Outcome:
    """Make or change rows of one of this app's tables of a pack.

    Raises:
        Refused: the actor may not write that class of data; districts are the system's.
        UnknownReference: a row names another that is not there.
    """
    model, data_class = TABLES[table]
    if model is District and not actor.everything:
        deny(_("区县的划分随数据包装入，由安装本系统的人维护。")).require()
    may_write_somewhere(actor, data_class).require()
    listed = list(rows)
    if table == "zones":
        codes = {row["district"] for row in listed if row.get("district")}
        for district in District.objects.filter(code__in=codes):
            may_write(actor, data_class, district).require()
    return put_rows(model, table, listed)


@action("districts.create_account", gettext_lazy("建立账号"))
def create_account(
    actor: Actor,
    username: str,
    *,
    full_name: str,
    email: str = "",
    engineer: bool = False,
    reason: str = "",
) -> User:
    """An account without a password: its person sets one through an initial link.

    Raises:
        Refused: the actor administers no district, the name is taken or not a name; engineers
            are made by the system only.
    """
    may_write_somewhere(actor, DataClass.PEOPLE).require()
    if engineer and not actor.everything:
        deny(_("运维账号只能在服务器上用 shigu people add 建立。")).require()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise Refused(_("登录名只能用文字、数字和 @ . + - _ 。")) from error
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("登录名 %s 已被使用；请换一个，或直接给这个账号席位。") % username)
    user = User(username=username, full_name=full_name, email=email, is_staff=engineer)
    user.set_unusable_password()
    user.save()
    return user


@action("districts.change_account", gettext_lazy("修改个人资料"))
def change_account(
    actor: Actor, user: User, *, full_name: str, email: str, reason: str = ""
) -> User:
    """Correct the name and the address of an account.

    Raises:
        Refused: neither one's own account nor one that the actor looks after.
    """
    may_tend(actor, user).require()
    user.full_name, user.email = full_name, email
    user.save(update_fields=["full_name", "email"])
    return user


@action("districts.forget_password", gettext_lazy("重设密码"))
def forget_password(actor: Actor, user: User, *, reason: str) -> User:
    """Make the password unusable and end every session; a new initial link sets another.

    Raises:
        Refused: it is not an account that the actor looks after, or no reason is given.
    """
    may_tend(actor, user).require()
    say_why(reason)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user


@action("districts.close_account", pgettext_lazy("历史", "停用账号"))
def close_account(actor: Actor, user: User, *, reason: str) -> User:
    """Close an account; what it did stays in history.

    Raises:
        Refused: it is one's own or not one that the actor looks after, or no reason is given.
    """
    if actor.id == user.pk:
        raise Refused(_("不能停用自己的账号。"))
    may_tend(actor, user).require()
    say_why(reason)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


@action("districts.reopen_account", pgettext_lazy("历史", "恢复账号"))
def reopen_account(actor: Actor, user: User, *, reason: str) -> User:
    """Open a closed account again.

    Raises:
        Refused: it is not an account that the actor looks after, or no reason is given.
    """
    may_tend(actor, user).require()
    say_why(reason)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@action("districts.give_seat", pgettext_lazy("历史", "给予席位"))
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
    """Give ``user`` a seat in ``district``; a seat that ended is taken up again.

    Raises:
        Refused: the actor administers another district, the seat is taken already, or the days
            are the wrong way round.
    """
    may_write(actor, DataClass.PEOPLE, district).require()
    if valid_to is not None and valid_to <= valid_from:
        raise Refused(_("失效日须晚于生效日。"))
    seat = Membership.objects.filter(user=user, district=district, role=role).first()
    if seat is None:
        return Membership.objects.create(
            user=user, district=district, role=role, valid_from=valid_from, valid_to=valid_to
        )
    if seat.valid_to is None or seat.valid_to > timezone.localdate():
        raise Refused(_("%s已有这个席位。") % user)
    seat.valid_from, seat.valid_to = valid_from, valid_to
    seat.save(update_fields=["valid_from", "valid_to"])
    return seat


@action("districts.end_seat", pgettext_lazy("历史", "结束席位"))
def end_seat(actor: Actor, seat: Membership, *, on: date, reason: str = "") -> Membership:
    """End a seat: from that day on it opens nothing; it stays in history.

    Raises:
        Refused: the actor administers another district, the seat ends earlier already, or it is
            the last administrator's.
    """
    may_write(actor, DataClass.PEOPLE, seat.district).require()
    if seat.valid_to is not None and seat.valid_to <= on:
        raise Refused(_("这个席位到 %s 为止，已经结束得更早。") % seat.valid_to)
    if seat.role == Role.ADMINISTRATOR and not _another_administrator(seat, on):
        raise Refused(_("这是本区最后一位管理员；请先任命另一位。"))
    seat.valid_to = max(on, seat.valid_from)
    seat.save(update_fields=["valid_to"])
    return seat


def _another_administrator(seat: Membership, on: date) -> bool:
    """Whether somebody else who can sign in administers the district on that day and after."""
    return (
        Membership.objects.filter(
            Q(valid_to__isnull=True),
            district=seat.district,
            role=Role.ADMINISTRATOR,
            valid_from__lte=on,
            user__is_active=True,
        )
        .exclude(user=seat.user)
        .exists()
    )


@action("districts.grant", gettext_lazy("授权他区读取"))
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


@action("districts.revoke_grant", gettext_lazy("撤销授权"))
def revoke_grant(actor: Actor, given: Grant, *, reason: str) -> Grant:
    """Take a grant back; from the next request on the other district sees nothing.

    Raises:
        Refused: the actor administers another district, it was taken back already, or no reason
            is given.
    """
    may_write(actor, DataClass.PEOPLE, given.district).require()
    say_why(reason)
    if given.revoked_at is not None:
        raise Refused(_("这项授权已经撤销。"))
    given.revoked_at = timezone.now()
    given.save(update_fields=["revoked_at"])
    return given


@action("districts.open_staff_access", gettext_lazy("开启运维访问"))
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
    opened = StaffAccess.objects.create(
        user=staff,
        district=district,
        reason=reason.strip(),
        opened_at=TransactionNow(),
        closes_at=TransactionNow() + timedelta(hours=hours),
    )
    opened.refresh_from_db()
    return opened


@action("districts.close_staff_access", gettext_lazy("关闭运维访问"))
def close_staff_access(actor: Actor, access: StaffAccess, *, reason: str = "") -> StaffAccess:
    """End a staff access before its time; it opens nothing from the next request on.

    Raises:
        Refused: neither one's own nor one's own district's, or it is closed already.
    """
    if access.user_id != actor.id:
        may_write(actor, DataClass.PEOPLE, access.district).require()
    if access.closed_at is not None:
        raise Refused(_("这次访问已经关闭。"))
    access.closed_at = timezone.now()
    access.save(update_fields=["closed_at"])
    return access


@action("districts.keep_readings", gettext_lazy("查阅"))
def keep_readings(actor: Actor, noticed: Noticed, address: str) -> int:
    """Put down what ``actor`` read by grants and timed access; how many lines that took."""
    lines = []
    for (basis, data_class, district), rows in noticed.rows.items():
        ground, ground_key = basis.split(":")
        lines.append(
            Reading(
                district_id=district,
                user=User(pk=actor.id),
                read_at=TransactionNow(),
                data_class=data_class,
                address=address[:LONGEST_ADDRESS],
                rows=len(rows),
                kind=";".join(sorted({label for label, _key in rows})),
                key=head_of(rows),
                **{f"{ground}_id": ground_key},
            )
        )
    return len(Reading.objects.bulk_create(lines))


@action("districts.make_token", gettext_lazy("创建接口令牌"))
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
    if not seats_now(user, district).exists():
        deny(_("您在%s没有席位。") % district.name).require()
    if not name.strip() or not 0 < days <= LONGEST_TOKEN.days:
        raise Refused(_("请写明用途；有效期最长一年。"))
    secret = f"shigu_{secrets.token_urlsafe(32)}"
    made = ApiToken.objects.create(
        user=user,
        district=district,
        name=name.strip(),
        may_write=may_write,
        digest=kept(secret),
        expires_at=TransactionNow() + timedelta(days=days),
    )
    made.refresh_from_db()
    return made, secret


@action("districts.revoke_token", gettext_lazy("撤销接口令牌"))
def revoke_token(actor: Actor, made: ApiToken, *, reason: str = "") -> ApiToken:
    """Take a token back at once.

    Raises:
        Refused: neither one's own nor one's own district's, or it was taken back already.
    """
    if made.user_id != actor.id:
        may_write(actor, DataClass.PEOPLE, made.district).require()
    if made.revoked_at is not None:
        raise Refused(_("这个令牌已经撤销。"))
    made.revoked_at = timezone.now()
    made.save(update_fields=["revoked_at"])
    return made
