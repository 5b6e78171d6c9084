"""Years: phases without gap or overlap, a clock where they end, a validity that runs forward."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from shigu.engine.sharing.rules.problems import Problem, problem
from shigu.engine.sharing.rules.values import Agreement, Rule


def periods(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    """Phases follow each other from year 1; what ends has a beginning."""
    if not rule.phases:
        return
    if rule.phases[0].first != 1:
        yield problem("phase-late", f"{path}.phases[0].years", first=rule.phases[0].first)
    for i, (before, phase) in enumerate(pairwise(rule.phases), start=1):
        place = f"{path}.phases[{i}].years"
        if before.last is None:
            yield problem("phase-endless", place)
        elif phase.first <= before.last:
            yield problem("phase-overlap", place, year=phase.first)
        elif phase.first > before.last + 1:
            yield problem("phase-gap", place, gap=before.last + 1)
    ends = len(rule.phases) > 1 or rule.phases[0].last is not None
    if ends and rule.clock.event is None and agreement.valid_from is None:
        yield problem("clock-missing", f"{path}.clock")


def validity(agreement: Agreement) -> Iterator[Problem]:
    """In force from before until; a fact has its source; no version replaces itself."""
    start, end = agreement.valid_from, agreement.valid_to
    if start and end and end <= start:
        yield problem("valid-backwards", "valid.to", start=start, to=end)
    if agreement.status == "fact" and agreement.text is None:
        yield problem("source-missing", "source")
    if agreement.supersedes == agreement.version:
        yield problem("supersedes-itself", "supersedes", version=agreement.version)
