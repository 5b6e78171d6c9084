"""Spaces: parks and buildings whose size a document states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.fields import value_of
from shigu.engine.text.proposals.judging import put_together, reason
from shigu.engine.text.proposals.subjects import Subjects, matched
from shigu.engine.text.proposals.values import Proposal, Register, Said, Value


def spaces(
    claims: Sequence[Said], subjects: Subjects, register: Register, integrity: float
) -> Iterator[Proposal]:
    """The land or floor area of a park; its sums of investment are no space's."""
    by_name: dict[str, list[Value]] = {}
    for each in claims:
        if each.kind == "attribute" and subjects.type(each.name) == "PARK":
            value = value_of("space", each)
            if value:
                by_name.setdefault(each.name, []).append(value)
    for name, values in by_name.items():
        target, settled = matched(name, register.spaces)
        doubts = [] if settled else [reason("name", name=name)]
        if target is None:
            at, sure = (subjects.numbers[name],), subjects.scores[name]
            values.append(Value("name", name, "happened", sure, at))
            doubts += [reason("missing", field=column) for column in ("zone", "kind")]
        found = put_together(
            "space",
            plain_name(name),
            name,
            values,
            target=target,
            integrity=integrity,
            doubts=doubts,
        )
        if found:
            yield found
