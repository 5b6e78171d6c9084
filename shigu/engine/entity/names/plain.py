"""Names of firms, compared without what two people write differently: place, form, punctuation.

杭州海康威视数字技术股份有限公司 and 海康威视数字技术（杭州）有限公司 are one name here. A place is
kept where too little would be left without it: 杭州机器人 and 宁波机器人 are two firms.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from shigu.engine.entity.divisions import places

FEWEST = 4
"""So many characters must be left for a place to be left out."""
FORMS = (
    *("集团股份有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "股份公司"),
    *("集团公司", "分公司", "公司", "集团", "有限合伙", "普通合伙", "合伙企业", "个人独资企业"),
    *("coltd", "companylimited", "limited", "ltd", "inc", "llc", "corporation", "corp", "gmbh"),
)
BRACKETS = re.compile(r"[(\[【〔〈《][^()\[\]【】〔〕〈〉《》]*[)\]】〕〉》]")
UNITS = re.compile(r"^(?:省|自治区|特别行政区|市|地区|盟|州)")
BELOW = re.compile(r"^[\u4e00-\u9fff]{1,4}?(?:新区|高新区|开发区|区|县|市)")


def plain_name(name: str) -> str:
    """Letters and digits only, half-width, lower case (NFKC)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def bare_name(name: str) -> str:
    """The name without brackets, place in front and legal form behind; empty for no name."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    whole = _formless(plain_name(BRACKETS.sub("", folded))) or _formless(plain_name(name))
    placeless = _placeless(whole)
    return placeless if len(placeless) >= FEWEST else whole


def likeness(one: str, other: str) -> float:
    """How alike two names are without place and form, 0–100 (RapidFuzz ``ratio``)."""
    return fuzz.ratio(bare_name(one), bare_name(other))


def _formless(plain: str) -> str:
    while plain not in FORMS and (form := next(filter(plain.endswith, FORMS), "")):
        plain = plain.removesuffix(form)
    return plain


def _placeless(plain: str) -> str:
    rest = plain
    while place := next((place for place in places() if rest.startswith(place)), ""):
        rest = UNITS.sub("", rest.removeprefix(place))
    return BELOW.sub("", rest) if rest != plain else rest
