"""Whose a project is and where it stands; who builds an institute together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Event, Mention

Pair = tuple[str, tuple[tuple[str, Mention], ...]]
BUILT_BY = re.compile(r"由\s*$")
OWNED_BY = re.compile(r"(?:业主|建设|承建|投资|实施|责任)(?:单位|方|主体|企业)?[为是:：]?\s*$")
OWN = re.compile(
    r"(?:公司|企业|后者)[^。；;]{0,16}(?:投资|投建|建设|打造|扩建|新建|推进|承接)[^。；;]{0,8}$"
)
"""A firm told of before does what follows: 企业将在此建设…"""
SITE = re.compile(
    r"(?:项目)?(?:所在园区|建设地点|项目地址|选址|位于|坐落于?|落户|落地)[于在为是:：]?\s*[“\"]?$"
)
LABELLED = re.compile(r"[一-龥]{2,6}[：:]")
"""业主单位：…, 所在园区：…: lines about the one project that stands before."""
HEADED = re.compile(r"[^。；;：:]{0,12}[：:]")
BUILDS = re.compile(
    r"的?|[^。；;]{0,24}(?:投资|投建|建设|打造|扩建|新建|拟投|负责|实施)[^。；;]{0,12}|旗下的?"
)
DOES = re.compile(r"[^，。,]{0,8}(?:承担|投资|建设|承建|开发|实施|运营|负责|出资)")
AT = re.compile(r"(?:在|落户|落地|落在|落子|位于|坐落于?|选址|入驻|于)\s*[“\"]?$")
TOGETHER = re.compile(
    r"共建|合建|合作建设|合作共建|共同建设|共同打造|联合组建|联合共建|合作设立|携手打造|组建"
)


def works(scene: Scene, events: list[Event]) -> Iterator[Pair]:
    """Projects with their firms and parks; institutes with those who build them."""
    yield from _signed_for(events)
    for project in scene.names:
        if project.type == "PROJECT":
            yield from _firms(scene, project)
            yield from _sites(scene, project, events)
    yield from _together(scene)


def _signed_for(events: list[Event]) -> Iterator[Pair]:
    for event in events:
        named = [(arg.role, arg.filler) for arg in event.args if isinstance(arg.filler, Mention)]
        projects = [name for role, name in named if role == "project"]
        firms = [n for role, n in named if n.type == "COMPANY" and role in {"party", "company"}]
        bodies = any(name.type in {"GOV", "DISTRICT"} for _, name in named)
        if event.type != "SIGN" or len(firms) == 1 or bodies:
            yield from (
                ("project_company", (("project", project), ("company", firm)))
                for project in projects
                for firm in firms
            )


def _firms(scene: Scene, project: Mention) -> Iterator[Pair]:
    for firm in dict.fromkeys(
        (*_builders_before(scene, project), *_builders_after(scene, project))
    ):
        yield "project_company", (("project", project), ("company", firm))


def _builders_before(scene: Scene, project: Mention) -> Iterator[Mention]:
    """Firms that build it by the words between, the firm that is meant, one that names it."""
    low, _ = scene.sentence(project.span.start)
    before = scene.within(low, project.span.start, "COMPANY")
    for name in before[-1:]:
        if BUILDS.fullmatch(scene.between(name, project).lstrip("”」）)")):
            yield from scene.coordinated(before)[-1]
    if not before and (own := OWN.search(scene.text[low : project.span.start])):
        called = scene.antecedent("公司", low + own.start())
        yield from [called] if called is not None else []
    text = project.span.text
    for name in scene.within(0, len(scene.text), "COMPANY"):
        if name.span.text != text and text.startswith(name.span.text):
            yield name


def _builders_after(scene: Scene, project: Mention) -> Iterator[Mention]:
    """由A投资建设, 业主：B, in the sentences about the project."""
    low, _ = scene.sentence(project.span.start)
    for start, end in scene.sentences:
        if start < low or not _is_about(scene, project, start):
            continue
        for group in scene.coordinated(scene.within(max(start, project.span.end), end, "COMPANY")):
            lead = scene.text[start : group[0].span.start]
            does = BUILT_BY.search(lead) and DOES.match(scene.text, group[-1].span.end, end)
            if does or OWNED_BY.search(lead):
                yield from group


def _is_about(scene: Scene, project: Mention, start: int) -> bool:
    """Whether the sentence names the project or begins with a word that stands for it."""
    low, high = scene.sentence(start)
    if low <= project.span.start < high:
        return True
    called = scene.meant(low, min(high, low + 8))
    if called is not None:
        return called[1] == project
    if low > scene.sentence(project.span.start)[1] and not LABELLED.match(scene.text, low):
        return False
    before = scene.sentence(low - 1) if low else (0, 0)
    others = scene.within(before[0], high, "PROJECT")
    return [name for name in others if name.span.text != project.span.text] == [] != others


def _sites(scene: Scene, project: Mention, events: list[Event]) -> Iterator[Pair]:
    low, high = scene.sentence(project.span.start)
    for park in scene.within(low, high, "PARK"):
        after = park.span.end <= project.span.start
        of = after and re.fullmatch(
            r"的(?:新项目)?|[^，。,；]{0,6}(?:建设|投建|投资建设|扩建)“?|新引进的?“?|“?",
            scene.between(park, project),
        )
        at = AT.search(scene.text[low : park.span.start])
        headed = after and HEADED.match(scene.text, park.span.end, project.span.start)
        if of or headed or (at and _first_in_reach(scene, project, park)):
            yield "project_park", (("project", project), ("park", park))
    for start, end in scene.sentences:
        if start >= high and _is_about(scene, project, start):
            yield from (
                ("project_park", (("project", project), ("park", park)))
                for park in scene.within(start, end, "PARK")
                if SITE.search(scene.text[start : park.span.start])
            )
    for event in events:
        named = [(arg.role, arg.filler) for arg in event.args if isinstance(arg.filler, Mention)]
        if project in [name for role, name in named if role == "project"]:
            yield from (
                ("project_park", (("project", project), ("park", name)))
                for role, name in named
                if role == "park"
            )
    yield from _among(scene, project, low)


def _first_in_reach(scene: Scene, project: Mention, park: Mention) -> bool:
    """Whether no other project or firm stands between the two in the way."""
    start, end = sorted((project, park), key=lambda name: name.span.start)
    others = scene.within(start.span.end, end.span.start, "PROJECT", "PARK")
    joined = all(len(scene.coordinated([start, *others, end])) == 1 for _ in others[:1])
    if others and not (joined or project.span.start < others[0].span.start):
        return False
    return (
        "，" not in (gap := scene.between(start, end)).replace(",", "，")
        or re.search(r"建设|投建|项目|落|选址|位于|拟", gap) is not None
    )


def _among(scene: Scene, project: Mention, low: int) -> Iterator[Pair]:
    """其中A项目…，B项目…: projects of the park that the text is about."""
    if not re.match(r"其中", scene.text[low:]):
        return
    parks = scene.within(0, low, "PARK")
    if parks:
        yield "project_park", (("project", project), ("park", parks[-1]))


def _together(scene: Scene) -> Iterator[Pair]:
    types = ("UNIVERSITY", "GOV", "COMPANY", "INSTITUTE", "DISTRICT")
    for found in TOGETHER.finditer(scene.text):
        low, high = scene.sentence(found.start())
        before = scene.within(low, found.start(), *types)
        after = scene.within(found.end(), high, "INSTITUTE", "PARK")
        near = after and re.fullmatch(
            r"的?[“\"]?(?:设立|成立)?[^，。,；]{0,4}", scene.text[found.end() : after[0].span.start]
        )
        called = scene.meant(low, found.start())
        by = scene.text.rfind("由", low, found.start())
        led = [name for name in before if by >= 0 and name.span.end <= by]
        bodies = [name for name in led if name.type == "INSTITUTE"]
        own = bodies[-1] if bodies else called[1] if called else None
        made = after[0] if near else own
        group = _builders(scene, [n for n in before if n is not made and n not in led])
        if made is not None and made.type in {"INSTITUTE", "PARK"} and len(group) > 1:
            yield "co_build", (("a", group[0]), ("b", group[1]), ("object", made))


def _builders(scene: Scene, names: list[Mention]) -> list[Mention]:
    """The last two or more names that 与, 和, 、 or 也与 join."""
    group: list[Mention] = []
    for name in reversed(names):
        gap = scene.between(name, group[0]) if group else ""
        if group and not re.fullmatch(
            r"(?:[^，。,；]{0,3})?(?:与|和|同|、|联合)\s*|[(（].*?[)）]?与?", gap
        ):
            if len(group) > 1:
                break
            group = []
        group.insert(0, name)
    return group
