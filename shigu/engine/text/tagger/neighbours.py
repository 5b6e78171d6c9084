"""What stands right beside a name and makes its type or its ends sure."""

from __future__ import annotations

import re
from dataclasses import replace

from shigu.engine.text.model import Mention, Span
from shigu.engine.text.tagger.lexicon import listed

LEADS = re.compile(r"(?:该[院校所局区市县司]|其|时任|原|现任)(?=.{2})")
"""Words before a title that are none of it."""
RANK = re.compile(r"(?:常务|党组|党委|执行|[一二三四]级|专职|名誉)$")
MORE = re.compile(r"主席|主任|书记|委员|秘书|助理|理事|成员")
ORGAN = re.compile(r"(?:中心|委员会|办公室|管理局)(?=.{2})")
PERSONAL = frozenset({"COMPANY", "DISTRICT", "PROJECT", "PARK"})


def beside(text: str, names: list[Mention]) -> list[Mention]:
    """``names`` in order of the text, titles whole and those who bear them persons."""
    found: list[Mention] = []
    for name in names:
        last = found[-1] if found else None
        if name.type == "TITLE":
            found += _titled(text, name, found.pop() if last and _touch(last, name) else None)
        elif last and last.type == "TITLE" and _touch(last, name) and _is_personal(name):
            found.append(replace(name, type="PERSON"))
        else:
            found.append(name)
    return found


def _touch(one: Mention, other: Mention) -> bool:
    return one.span.end == other.span.start


def _titled(text: str, name: Mention, last: Mention | None) -> list[Mention]:
    """The title, and the name right before it unless that was a part of it."""
    title = _title(text, name)
    if last is None or last.span.end > title.span.start:
        return [title]
    organ = ORGAN.match(name.span.text)
    if not organ:
        return [last, title]
    cut = name.span.start + organ.end()
    return [
        _moved(text, last, last.span.start, cut, "GOV"),
        _moved(text, title, cut, title.span.end, "TITLE"),
    ]


def _title(text: str, name: Mention) -> Mention:
    start, end = name.span.start, name.span.end
    if lead := LEADS.match(name.span.text):
        start += lead.end()
    elif rank := RANK.search(text, max(0, start - 2), start):
        start = rank.start()
    if more := MORE.match(text, end):
        end = more.end()
    return _moved(text, name, start, end, "TITLE")


def _is_personal(name: Mention) -> bool:
    words = name.span.text
    surname = any(words.startswith(each) for each in listed("surname"))
    return name.type in PERSONAL and surname and len(words) in {2, 3}


def _moved(text: str, name: Mention, start: int, end: int, kind: str) -> Mention:
    return replace(name, span=Span.of(text, start, end), type=kind)
