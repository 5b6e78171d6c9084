"""How far a project is told to have come; a stage is reached by its own step, never written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.judging import put_together, reason
from shigu.engine.text.proposals.subjects import Subjects
from shigu.engine.text.proposals.values import Proposal, Register, Said, Value

STAGES = {"SIGN": "6", "START": "10", "PRODUCE": "12"}
"""Stages of a project that an event tells of, as promotion offices number them."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def stages(
    claims: Sequence[Said], subjects: Subjects, register: Register, integrity: float
) -> Iterator[Proposal]:
    """One proposal a project and stage that an event says it has reached; a plan reaches none.

    What the step to it asks for beside the day no article says; a person fills it in.
    """
    del register
    for each in claims:
        stage, project = STAGES.get(each.type), each.filler("project")
        if stage is None or project is None or each.modality != "happened":
            continue
        name = project["name"]
        if subjects.type(name) != "PROJECT":
            continue
        told = {"name": name, "stage": stage} | _day(each)
        at = (each.number,)
        values = [Value(key, it, "happened", each.confidence, at) for key, it in told.items()]
        doubts = [reason("step"), *([] if "on" in told else [reason("missing", field="on")])]
        found = put_together(
            *("stage", f"{plain_name(name)}@{stage}", name, values),
            target=None,
            integrity=integrity,
            doubts=doubts,
        )
        if found:
            yield found


def _day(each: Said) -> dict[str, str]:
    """The day of the event, where the text tells the very day."""
    day = each.said.get("date") or ""
    return {"on": day} if DAY.fullmatch(day) else {}
