"""The people of the demonstration; the page says that they are invented."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.districts.vocabulary import Role

PASSWORD = "vision-valley"  # noqa: S105 - shown on the screen, and only where SHIGU_DEMO is set
JOINT = ("joint", "中国视谷联合专班（示例）", "Vision Valley joint office (example)")
CITY = "hangzhou"
ANALYST = "gu"
REASON = "载入参考数据包（示例）"
AGREEMENT = "联合方案数据共享约定（示例）"


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demonstration."""

    username: str
    name: str
    district: str
    role: Role


PEOPLE = (
    Person("lin", "林岚", "binjiang", Role.OFFICER),
    Person("han", "韩默", "binjiang", Role.ADMINISTRATOR),
    Person("shen", "沈川", "xiaoshan", Role.DIRECTOR),
    Person("fang", "方圆", "xiaoshan", Role.FINANCE),
    Person("gu", "顾远", "joint", Role.ANALYST),
    Person("wei", "魏然", "joint", Role.LEADER),
    Person("jin", "金禾", "joint", Role.ADMINISTRATOR),
)
