"""Permission answers that carry their reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.scope import tends
from shigu.districts.vocabulary import WRITES, DataClass, Role

Words = str | Promise


class Refused(PermissionDenied):
    """An action was refused; its message says why and who can help."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is allowed, and why not."""

    allowed: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Go on or refuse.

        Raises:
            Refused: not allowed.
        """
        if not self.allowed:
            raise Refused(self.why)


def allow() -> Answer:
    return Answer(allowed=True)


def deny(why: Words) -> Answer:
    return Answer(allowed=False, why=str(why))


def may_write(actor: Actor, data_class: DataClass, district: District) -> Answer:
    """Whether ``actor`` changes rows of ``data_class`` in ``district``."""
    if actor.writes(data_class, district.pk):
        return allow()
    roles = _("、").join(str(role.label) for role in Role if data_class in WRITES[role])
    return deny(
        _("%(district)s的%(what)s由该区的%(roles)s修改。")
        % {"district": district.name, "what": data_class.label, "roles": roles}
    )


def may_write_somewhere(actor: Actor, data_class: DataClass) -> Answer:
    """Whether ``actor`` changes rows of ``data_class`` that belong to no district."""
    if actor.writes_somewhere(data_class):
        return allow()
    roles = _("、").join(str(role.label) for role in Role if data_class in WRITES[role])
    return deny(_("%(what)s由%(roles)s修改。") % {"what": data_class.label, "roles": roles})


def may_tend(actor: Actor, user: User) -> Answer:
    """Whether ``actor`` looks after an account: its own, or one that sits in no other district."""
    if actor.everything or actor.id == user.pk or tends(user.pk):
        return allow()
    return deny(
        _("%s的账号还有其他区县的席位，或是运维账号；请由系统管理员用 shigu people 处理。") % user
    )


def say_why(reason: str) -> None:
    """Go on only with a reason.

    Raises:
        Refused: there is none.
    """
    if not reason.strip():
        raise Refused(_("请写明事由；它会留在历史里。"))
