"""Names that the form of the text makes sure, added to those of the model or put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shigu.engine.entity.divisions import places
from shigu.engine.entity.names.plain import FORMS
from shigu.engine.text.model import Mention, Span
from shigu.engine.text.tagger.latin import foreign
from shigu.engine.text.tagger.neighbours import beside

SURE = 0.75
"""Score of a name by form alone."""
QUOTED_PROJECT = re.compile(r"[“\"]([^“”\"\n，。]{5,40})[”\"](?:建设)?项目")
PUT_UP = re.compile(r"(?:投建|建设)[“\"]([^“”\"\n，。]{2,30}(?:园|城|基地|谷|港|中心|项目))[”\"]")
YEARLY = re.compile(r"年产[^，。,；;“”\"《》\n]{2,32}?(?:项目|生产线)")
POLICY = re.compile(
    r"《([^《》\n]{4,60}(?:意见|措施|办法|计划|方案|规划|条例|细则|政策|指南|决定|白皮书)(?:[（(][^()（）]{1,12}[)）])?)》"
)
ORGAN = re.compile(r"(?:党工委|管委会|管理委员会|街道办事处)")
CITY_PARK = re.compile(r"国?家?(?:大学)?科技园")
FORMED = re.compile(
    r"[(（][^()（）]{2,8}[)）][^，。,；;、()（）与和]{0,12}?(?:股份有限公司|有限责任公司|有限公司)"
)
TAIL = re.compile(r"[(（][^()（）0-9]{2,6}[)）]")
BODY = re.compile(
    r"(?:研究[院所]|实验室|概念验证中心|(?:创新|检测|检验|测试|评价|测量|研究|研发|试验)中心)$"
)
"""Endings of institutes, whatever the rest of the name is like."""
REST_OF_A_BODY = re.compile(r"[一-龥]{0,4}?(?:研究院|研究所|实验室|中心)(?![一-龥]{0,2}[路街站])")
FORMAL = re.compile(r"(?:公司|集团|股份)$")
TIER = re.compile(
    r"(?<=[，,。：:；;、是在])((?:(?![是在])[一-龥]){2,6}[层端])(?=有|包括|以|抓|集中|覆盖|的|为|主要|聚集|由)"
)
CHAIN = re.compile(r"产业链|链条|上下?中?游|[三四两]层|集群")
DEPARTMENT = re.compile(r"(?:公司|企业|集团)([\u4e00-\u9fff]{2,4}部)$")
LISTED = re.compile(
    r"(?:、|和|与|及|以及)([^，。,；;、和与及（(]{2,14}(?:产业|[造务流融药纺]业|经济))(?=[，。,；;、和等])"
)
AS_FIELD = re.compile(r"等(?:特色|优势|主导|传统|新兴|重点)*产业")
TRADES = re.compile(
    r"科技|技术|智能|电子|半导体|材料|产业|投资|控股|发展|信息|网络|实业|股份|集团|管理|资产|国际|中国"
)
BRIEFEST = 3


def completed(text: str, names: list[Mention]) -> list[Mention]:
    """``names`` with what quotes, brackets, lists and endings tell beside the model."""
    for found in (*QUOTED_PROJECT.finditer(text), *PUT_UP.finditer(text)):
        names = _put(text, names, found.span(1), "PROJECT")
    for found in POLICY.finditer(text):
        names = _put(text, names, found.span(1), "POLICY")
    for found in YEARLY.finditer(text):
        names = _added(text, names, found.span(), "PROJECT")
    for span, kind in foreign(text):
        names = _put(text, names, _behind_title(names, span), kind)
    if CHAIN.search(text):
        for found in TIER.finditer(text):
            names = _put(text, names, found.span(1), "LAYER")
    names = [_extended(text, name) for name in names]
    for span in list(_fields(text, names)):
        names = _added(text, names, span, "INDUSTRY")
    for span in list(_brands(text, names)):
        names = _added(text, names, span, "COMPANY")
    return beside(text, _apart(sorted(names, key=lambda name: (name.span.start, -name.span.end))))


def _behind_title(names: list[Mention], span: tuple[int, int]) -> tuple[int, int]:
    """总裁 is no part of 总裁汉斯·韦伯."""
    ends = [each.span.end for each in names if each.type == "TITLE" and each.span.start == span[0]]
    return (ends[0], span[1]) if ends and ends[0] < span[1] else span


def _put(text: str, names: list[Mention], span: tuple[int, int], kind: str) -> list[Mention]:
    """The name in place of all that lie across it, unless one of another kind spells it already."""
    start, end = span
    if any(
        name.span.start <= start and end <= name.span.end for name in names if name.type == kind
    ):
        return names
    rest = [name for name in names if name.span.end <= start or end <= name.span.start]
    return [*rest, _sure(text, start, end, kind)]


def _added(text: str, names: list[Mention], span: tuple[int, int], kind: str) -> list[Mention]:
    """The name, unless another lies across it."""
    start, end = span
    if any(name.span.start < end and start < name.span.end for name in names):
        return names
    return [*names, _sure(text, start, end, kind)]


def _sure(text: str, start: int, end: int, kind: str) -> Mention:
    return Mention(Span.of(text, start, end), kind, ("form",), SURE)


def _extended(text: str, name: Mention) -> Mention:
    """澜芯 + （杭州）有限公司, 高新区 + (滨江) + 党工委, 国家大学 + 科技园, 工艺部 + 经理."""
    start, end, kind = name.span.start, name.span.end, name.type
    if kind in {"COMPANY", "DISTRICT"} and (formed := FORMED.match(text, end)):
        end, kind = formed.end(), "COMPANY"
    organ = ORGAN.match(text, end)
    tail = TAIL.match(text, end)
    if kind == "PARK" and tail and name.span.text.endswith("区"):
        end = tail.end()
        organ = ORGAN.match(text, end)
    if organ and kind in {"PARK", "COMPANY", "DISTRICT", "GOV"}:
        end, kind = organ.end(), "GOV"
    elif kind == "UNIVERSITY" and (park := CITY_PARK.match(text, end)):
        end, kind = park.end(), "PARK"
    elif kind == "TITLE" and (part := DEPARTMENT.search(text[:start])):
        start = part.start(1)
    elif kind in {"PROJECT", "COMPANY"} and BODY.search(name.span.text):
        kind = "INSTITUTE"
    elif (
        kind == "COMPANY"
        and not FORMAL.search(name.span.text)
        and (rest := REST_OF_A_BODY.match(text, end))
    ):
        end, kind = rest.end(), "INSTITUTE"
    elif kind == "LINK" and AS_FIELD.match(_after_list(text, end)):
        kind = "INDUSTRY"
    return replace(name, span=Span.of(text, start, end), type=kind)


def _after_list(text: str, end: int) -> str:
    """What follows the list that goes on at ``end``."""
    rest = text[end : end + 60]
    gone = re.match(r"(?:、[^，。,；;、等]{2,12})*", rest)
    return rest[gone.end() :] if gone else rest


def _fields(text: str, names: list[Mention]) -> Iterator[tuple[int, int]]:
    """In a list of fields of industry the others are fields too."""
    for name in names:
        at = name.span.end
        while name.type == "INDUSTRY" and (found := LISTED.match(text, at)):
            yield found.span(1)
            at = found.end()


def _brands(text: str, names: list[Mention]) -> Iterator[tuple[int, int]]:
    """寒武纪, where 中科寒武纪科技股份有限公司 is named: the longest part that stands again."""
    taken = bytearray(len(text))
    for name in names:
        taken[name.span.start : name.span.end] = b"\1" * (name.span.end - name.span.start)
    firms = dict.fromkeys(name.span.text for name in names if name.type == "COMPANY")
    for firm in firms:
        if (bare := _bare(firm)) != firm:
            yield from _again(text, bare, taken)


def _again(text: str, bare: str, taken: bytearray) -> list[tuple[int, int]]:
    for size in range(len(bare), BRIEFEST - 1, -1):
        for at in range(len(bare) - size + 1):
            part = bare[at : at + size]
            if text.count(part) > 1 and _is_a_brand(part) and (free := _free(text, part, taken)):
                return free
    return []


def _free(text: str, part: str, taken: bytearray) -> list[tuple[int, int]]:
    """Where ``part`` stands outside all names."""
    found = (each.span() for each in re.finditer(re.escape(part), text))
    return [span for span in found if not any(taken[slice(*span)])]


def _bare(words: str) -> str:
    """A firm's name without brackets and legal form."""
    plain = re.sub(r"[(（][^()（）]*[)）]", "", words)
    form = next((form for form in FORMS if plain.endswith(form)), "")
    return plain.removesuffix(form) if form else words


def _is_a_brand(part: str) -> bool:
    return (
        not TRADES.search(part)
        and not part.endswith(("市", "县", "区", "省", "镇"))
        and not any(part.startswith(place) or place.startswith(part) for place in places())
    )


def _apart(names: list[Mention]) -> list[Mention]:
    """Without names that lie across an earlier one."""
    kept: list[Mention] = []
    for name in names:
        if not kept or kept[-1].span.end <= name.span.start:
            kept.append(name)
    return kept
