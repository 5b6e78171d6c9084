"""A name taken apart: place, brand, trade, form, and the branch behind them.

杭州萧山新星塑料厂 is 杭州萧山 · 新星 · 塑料 · 厂; 上海库珂商贸有限公司杭州分公司 is a branch,
杭州分公司, of 上海 · 库珂 · 商贸 · 有限公司. What the Provisions on Names of Enterprises (企业名称
登记管理规定, 2020, art. 6) demand is 行政区划 + 字号 + 行业 + 组织形式; a place may stand in
brackets, and a name may leave it out.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shigu.engine.entity.names.placed import Placed, placed
from shigu.engine.entity.names.plain import plain_name

BRACKETED = re.compile(r"[(\[【〔〈《]([^()\[\]【】〔〕〈〉《》]*)[)\]】〕〉》]")
NOTE = re.compile(r"^(?:简称|原名|原|曾用名|筹|暂定)")
SECOND = re.compile(r"[\[【][^\[\]【】]*从属名称[^\[\]【】]*[\]】]")
PARTNERS = re.compile(r"^(?:有限|普通|特殊普通)合伙$")
WHOLE = r"公司|银行|集团|合作社|联社|供销社|厂|医院|大学|事务所|合伙企业"
BRANCHES = (
    r"分公司|支公司|子公司|办事处|代表处|联络处|分行|支行|分理处|营业部|营业所|营业厅|储蓄所|分厂|分社|分店|分院|分所|"
    r"分校|分中心|加盟店|连锁店|便利店|专卖店|报刊亭|邮政所|代办所|加油站|门市部|经营部|销售部|服务部|"
    r"商场|超市|门店|药店|店|部|站|厂|所|处|点|队|库|亭|场|中心"
)
BRANCH = re.compile(rf"^(.{{3,}}?(?:{WHOLE}))((?!责任|有限|股份)[^公]{{0,24}}?(?:{BRANCHES}))$")
BRANCH_ENDS = tuple(BRANCHES.split("|"))
FEWEST = 2
"""So many characters a brand keeps; words of trade are left in it for that."""
LONGEST_TRADE = 8


@dataclass(frozen=True, slots=True)
class NameParts:
    """Parts of a name in plain signs; what is missing is ''.

    ``division`` is the code of the narrowest place named (GB/T 2260); ``kind`` is of
    ``forms.csv``; ``branch`` is what stands behind the name of a parent; ``group`` tells 集团.
    """

    place: str
    division: str
    brand: str
    trade: str
    form: str
    kind: str
    branch: str
    group: bool

    @property
    def core(self) -> str:
        """Brand and trade."""
        return self.brand + self.trade


def parts(name: str) -> NameParts:
    """The parts of ``name``; every sign of it but punctuation stands in one of them."""
    folded = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    head, branch = branch_of(folded if folded.isalnum() else SECOND.sub("", folded))
    notes = [] if head.isalnum() else [n for n in BRACKETED.findall(head) if not NOTE.match(n)]
    plain = plain_name(BRACKETED.sub("", head)) or plain_name(head)
    stem, form, kind = _formed(plain)
    where = placed(stem)
    group = where.rest.endswith("集团") or "集团" in notes
    core = where.rest.removesuffix("集团")
    for note in notes:
        where, core, form, kind = _noted(note, where, core, form, kind)
    brand, trade = _traded(core)
    return NameParts(
        where.place, where.division, brand, trade, form, kind, plain_name(branch), group
    )


def branch_of(name: str) -> tuple[str, str]:
    """The name of the parent and what names the branch, '' where ``name`` is no branch's."""
    found = BRANCH.match(name) if name.endswith(BRANCH_ENDS) else None
    if found is None:
        return name, ""
    head, branch = found.groups()
    return (head, branch) if not _is_trade(branch) else (name, "")


def _is_trade(branch: str) -> bool:
    """Whether the end is one of a whole firm after all: 供销社 + 加工厂 names no second place."""
    return branch in forms() and len(branch) <= 1


def _noted(
    note: str, where: Placed, core: str, form: str, kind: str
) -> tuple[Placed, str, str, str]:
    """What a bracket adds: a partnership's form, a place, or a word of the name itself."""
    if PARTNERS.match(note):
        return where, core, form or note, "partnership"
    if note in {"集团", "控股", "有限"}:
        return where, core, form, kind
    inner = placed(plain_name(note))
    if inner.place and not inner.rest:
        joined = inner if not where.place else where
        return Placed(where.place + inner.place, joined.division, where.rest), core, form, kind
    return where, core + plain_name(note), form, kind


def _formed(plain: str) -> tuple[str, str, str]:
    for length in _lengths_of_forms().get(plain[-1:], ()):
        if length < len(plain) and (kind := forms().get(plain[-length:])):
            return plain[:-length], plain[-length:], kind
    return plain, "", ""


def _traded(core: str) -> tuple[str, str]:
    """Brand and trade: the longest end of words of trade that leaves a brand before it."""
    cut, words = len(core), trades()
    while cut > FEWEST:
        known = _lengths_of_trades().get(core[cut - 2 : cut], ())
        fitting = (n for n in known if n <= cut - FEWEST and core[cut - n : cut] in words)
        if not (length := next(fitting, 0)):
            break
        cut -= length
    return core[:cut], core[cut:]


@cache
def _lengths_of_forms() -> dict[str, tuple[int, ...]]:
    return _lengths(forms(), 1)


@cache
def _lengths_of_trades() -> dict[str, tuple[int, ...]]:
    return _lengths((word for word in trades() if 2 <= len(word) <= LONGEST_TRADE), 2)


def _lengths(words: Iterable[str], signs: int) -> dict[str, tuple[int, ...]]:
    """How long the words are, the longest first, by so many signs at their end."""
    found = defaultdict(set)
    for word in words:
        found[word[-signs:]].add(len(word))
    return {end: tuple(sorted(lengths, reverse=True)) for end, lengths in found.items()}


@cache
def forms() -> dict[str, str]:
    """Kind of each legal form and each ending that stands for one."""
    listed = files("shigu.engine.entity.names").joinpath("forms.csv").read_text("utf-8")
    return {row["form"]: row["kind"] for row in csv.DictReader(listed.splitlines())}


@cache
def trades() -> frozenset[str]:
    """Words of trade, as names of firms use them."""
    listed = files("shigu.engine.entity.names").joinpath("trades.txt").read_text("utf-8")
    return frozenset(listed.split())
