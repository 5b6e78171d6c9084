"""The people of the demonstration; the page says that they are invented."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.vocabulary import Role

PASSWORD = "vision-valley"  # noqa: S105 - shown on the screen, and only where SHIGU_DEMO is set
JOINT = ("joint", "中国视谷联合专班（示例）", "Vision Valley joint office (example)")
CITY = "hangzhou"
ANALYST = "gu"
OFFICER = "lin"
REASON = "载入参考数据包（示例）"
AGREEMENT = "联合方案数据共享约定（示例）"
PLACES = {
    "binjiang": ("滨江区", "Binjiang"),
    "xiaoshan": ("萧山区", "Xiaoshan"),
    JOINT[0]: JOINT[1:],
}
"""What the districts of these people are called: who has not signed in may read no table."""
DOES: dict[Role, Promise] = {
    Role.OFFICER: _("登记线索和项目，维护企业与机构"),
    Role.DIRECTOR: _("登记空间、占用和预留，也改本区项目"),
    Role.FINANCE: _("导入税收，结算分成，替本方核对和同意"),
    Role.ANALYST: _("评估产业链，提出联合方案"),
    Role.LEADER: _("看方案，决定采纳"),
    Role.ADMINISTRATOR: _("管人员、席位和数据授权"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demonstration."""

    username: str
    name: str
    district: str
    role: Role

    @property
    def place(self) -> str:
        """The district by name, in the language of the reader."""
        return PLACES[self.district][get_language() == "en"]

    @property
    def does(self) -> Promise:
        """What the role lets this person do."""
        return DOES[self.role]


PEOPLE = (
    Person("lin", "林岚", "binjiang", Role.OFFICER),
    Person("han", "韩默", "binjiang", Role.ADMINISTRATOR),
    Person("shen", "沈川", "xiaoshan", Role.DIRECTOR),
    Person("fang", "方圆", "xiaoshan", Role.FINANCE),
    Person("shu", "舒展", "xiaoshan", Role.FINANCE),
    Person("bao", "鲍真", "binjiang", Role.FINANCE),
    Person("gu", "顾远", "joint", Role.ANALYST),
    Person("wei", "魏然", "joint", Role.LEADER),
    Person("jin", "金禾", "joint", Role.ADMINISTRATOR),
)
