"""Whose a project is and where it stands; who builds an institute together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Event, Mention

Pair = tuple[str, tuple[tuple[str, Mention], ...]]
BUILT_BY = re.compile(r"由\s*$")
OWNED_BY = re.compile(r"(?:业主|建设单位|承建方|投资方|实施主体)[为是:：]?\s*$")
BUILDS = re.compile(
    r"的?|[^。；;]{0,24}(?:投资|投建|建设|打造|扩建|新建|拟投|负责|实施)[^。；;]{0,12}|旗下的?"
)
DOES = re.compile(r"[^，。,]{0,8}(?:承担|投资|建设|承建|开发|实施|运营|负责|出资)")
AT = re.compile(r"(?:在|落户|落地|落在|落子|位于|坐落于?|选址|入驻|于)\s*[“\"]?$")
TOGETHER = re.compile(
    r"共建|合作建设|合作共建|共同建设|共同打造|联合组建|联合共建|合作设立|携手打造"
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
    low, high = scene.sentence(project.span.start)
    before = scene.within(low, project.span.start, "COMPANY")
    text = project.span.text
    for name in before[-1:]:
        if BUILDS.fullmatch(scene.between(name, project).lstrip("”」）)")):
            group = scene.coordinated(before)[-1]
            yield from (("project_company", (("project", project), ("company", n))) for n in group)
    for name in scene.within(0, len(scene.text), "COMPANY"):
        if name.span.text != text and text.startswith(name.span.text):
            yield "project_company", (("project", project), ("company", name))
    for start, end in scene.sentences:
        if not low <= start <= high or not _is_about(scene, project, start):
            continue
        for group in scene.coordinated(scene.within(max(start, project.span.end), end, "COMPANY")):
            led = BUILT_BY.search(scene.text[start : group[0].span.start])
            owned = OWNED_BY.search(scene.text[start : group[0].span.start])
            if owned or (led and DOES.match(scene.text, group[-1].span.end, end)):
                yield from (
                    ("project_company", (("project", project), ("company", n))) for n in group
                )


def _is_about(scene: Scene, project: Mention, start: int) -> bool:
    """Whether the sentence names the project or begins with a word that stands for it."""
    low, high = scene.sentence(start)
    if low <= project.span.start < high:
        return True
    called = scene.meant(low, min(high, low + 8))
    if called is not None:
        return called[1] == project
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
        if of or (at and _first_in_reach(scene, project, park)):
            yield "project_park", (("project", project), ("park", park))
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
        made = after[0] if near else called[1] if called else None
        group = _builders(scene, [name for name in before if name is not made])
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
