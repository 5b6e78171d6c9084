"""An address as written, in the districts of its day, to today's district, street and zone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from shigu.engine.entity.address.elsewhere import HANGZHOU, away, narrowed
from shigu.engine.entity.address.gazetteer import (
    Former,
    Street,
    by_stem,
    districts,
    registrars,
    zones,
)
from shigu.engine.entity.divisions import divisions
from shigu.engine.entity.names.placed import placed
from shigu.engine.reasons import Explained, Reason

PROVINCE = "330000"
FRONT = re.compile(r"^(?:浙江省?)?(?:杭州市?)?")
NO_STREET = r"(?!路|街|大街|大道|巷|弄|新村|新城|[东南西北中]路|花园|广场|大厦|市场)"
LEAST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Located:
    """``district`` is today's GB/T 2260 code, '' where only ``among`` is known; ``street`` has
    nine digits, ``zone`` is a functional zone, ``former`` the district as the address names it.
    """

    district: str
    street: str = ""
    zone: str = ""
    former: str = ""
    among: tuple[str, ...] = ()


def locate(address: str, registrar: str = "") -> Explained[Located]:
    """Today's place of ``address``; ``registrar`` (of the credit code) is the weakest witness.

    The street decides, then the zone, then the district named where it has one successor or a
    usual one (江干 is 上城 where nothing says 下沙). 余杭 alone stays open between 余杭 and 临平.
    Elsewhere it is the district that the address names in its city, else the registrar's.
    """
    text = "".join(unicodedata.normalize("NFKC", address).split())
    if outside := _outside(text) or away(text, registrar):
        code = narrowed(outside, text, registrar)
        name = divisions()[code].name
        return _told(Located(code), "elsewhere", f"在{name}", f"lies in {name}")
    rest = FRONT.sub("", text)
    area, rest = _area(rest)
    if street := _street(rest, area):
        found = Located(street.district, street.code, _zone(text, area)[0], _name(area))
        return _told(found, "street", f"街道：{street.name}", f"street {street.name}")
    zone, district = _zone(text, area)
    if district:
        return _told(Located(district, "", zone, _name(area)), "zone", f"属{zone}", f"in {zone}")
    return _by_district(area, registrar)


def _outside(text: str) -> str:
    """The division outside Hangzhou that the address begins with: 中山 of 中山北路 is none."""
    front = placed(text)
    inside = front.division.startswith(HANGZHOU) or front.division in {"", PROVINCE}
    sure = (
        front.place.endswith(("市", "县", "区", "旗", "州"))
        or (front.division.endswith("00") and re.match(NO_STREET, front.rest))
        or front.rest.startswith("经济")
    )
    return front.division if sure and not inside else ""


def _by_district(area: Former | None, registrar: str) -> Explained[Located]:
    source = "district" if area else "registrar"
    area = area or registrars().get(registrar)
    if area is None:
        return _told(Located(""), "unknown", "没有可辨认的地方", "no place is known in it")
    if area.name.startswith("余杭"):
        found = Located("", "", "", area.name, area.codes)
        return _told(found, "open", "余杭或临平，未写街道", "余杭 or 临平, no street is told")
    words = {
        "district": (f"原写{area.name}", f"written as {area.name}"),
        "registrar": (f"按登记机关：{area.name}", f"by the registrar: {area.name}"),
    }
    return _told(Located(area.codes[0], "", "", area.name), source, *words[source])


def _area(rest: str) -> tuple[Former | None, str]:
    """The district at the front, with its unit or without, and what follows."""
    for name, former in districts().items():
        if rest.startswith(name):
            return former, rest[len(name) :].removeprefix(name)
    for name, former in districts().items():
        short = name[:-1]
        if re.match(f"{short}{NO_STREET}", rest) and f"{short}街道" not in rest[:6]:
            return former, rest[len(short) :]
    return None, rest


def _street(rest: str, area: Former | None) -> Street | None:
    """The first street told with its unit, else one told without directly after the district."""
    for start in range(len(rest)):
        for length in range(MOST, LEAST - 1, -1):
            stem, after = rest[start : start + length], rest[start + length :]
            united = after.startswith(("街道", "镇", "乡"))
            if united and (found := _in_area(stem, area)):
                return found
            if (
                start == 0
                and area
                and re.match(NO_STREET, after)
                and (found := _in_area(stem, area))
            ):
                return found
    return None


def _in_area(stem: str, area: Former | None) -> Street | None:
    found = by_stem().get(stem, ())
    fitting = [street for street in found if area is None or street.district in area.codes]
    return fitting[0] if len(fitting) == 1 else None


def _zone(text: str, area: Former | None) -> tuple[str, str]:
    """The zone that the address tells and its district, within what the district became."""
    for zone, pattern, district in zones():
        if (area is None or district in area.codes) and pattern.search(text):
            return zone, district
    return "", ""


def _name(area: Former | None) -> str:
    return area.name if area else ""


def _told(found: Located, how: str, zh: str, en: str) -> Explained[Located]:
    return Explained(found, (Reason(f"entity.address.{how}", zh, en, {"how": how}),))
