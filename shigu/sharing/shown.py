"""An agreement and its settlements as pages show them: sentences, steps, sums."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.sentences import agreement_sentences, rule_sentences
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.rules.values import Words
from shigu.engine.sharing.settlement.sheets.load import AGREEMENT_EVENTS
from shigu.face.pieces import Stage
from shigu.sharing.models import Agreement, AgreementVersion, Enrolment, Run, State
from shigu.sharing.names import in_words, party_names
from shigu.sharing.policies import confirmed, unanswered

REACHED = {
    State.QUEUED: 0,
    State.RUNNING: 0,
    State.FAILED: 0,
    State.CANCELLED: 0,
    State.DONE: 1,
    State.WITHDRAWN: 1,
    State.PROPOSED: 2,
    State.POSTING: 3,
    State.POSTED: 4,
    State.SUPERSEDED: 4,
}


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule with its clause and what it says, sentence by sentence."""

    id: str
    clause: str
    title: str
    ledger: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A readable text: its title, its rules, and what holds for all of them."""

    title: str
    rules: tuple[RuleTold, ...]
    general: tuple[str, ...]


def told(terms: Terms) -> Told:
    """A text as sentences in the reader's language."""
    return Told(
        in_words(terms.title),
        tuple(
            RuleTold(
                rule.id,
                rule.clause,
                in_words(rule.title),
                rule.ledger.value,
                tuple(map(in_words, rule_sentences(rule, terms))),
            )
            for rule in terms.rules
        ),
        tuple(map(in_words, agreement_sentences(terms))),
    )


def terms_of(version: AgreementVersion) -> Terms | None:
    """The text of a version as it is settled by; ``None`` where it has problems."""
    return read_agreement(version.text, name=str(version)) if version.sound else None


def named_in(terms: Terms | None) -> Mapping[str, Words]:
    """The parties of a text by code."""
    return {} if terms is None else {code: party.name for code, party in terms.parties.items()}


def in_force(versions: Iterable[AgreementVersion]) -> AgreementVersion | None:
    """The sound version that begins last, else the one saved last."""
    listed = list(versions)
    sound = [row for row in listed if row.sound]
    by_start = sorted(sound, key=lambda row: (str(row.valid_from or ""), row.saved_at))
    return by_start[-1] if by_start else max(listed, key=lambda row: row.saved_at, default=None)


def firms(rows: Iterable[Any], parties: Mapping[str, str]) -> list[Any]:
    """Firms of a list with their parties by name and whether they are counted."""
    listed: list[Any] = list(rows)
    for row in listed:
        for role in ("host", "introducer", "origin"):
            code = getattr(row, role)
            setattr(row, f"{role}_name", parties.get(code, code))
        row.dates_said = dates_said(row)
        row.facts_said = "；".join(f"{name}={value}" for name, value in row.facts.items())
        row.standing = standing(row)
    return listed


def dates_said(row: Enrolment) -> str:
    """The events of a firm with their days."""
    return "；".join(f"{event_word(name)} {day}" for name, day in row.dates.items())


def own_dates(agreement: Agreement) -> list[tuple[str, datetime.date | None]]:
    """The agreement's own events with their days, those without a day too."""
    days = agreement.dates
    return [
        (event_word(event), datetime.date.fromisoformat(days[event]) if event in days else None)
        for event in AGREEMENT_EVENTS
    ]


def event_word(name: str) -> str:
    """An event of the rule language in words."""
    words = language().words["event"].get(name)
    return in_words(words) if words else name


def standing(row: Enrolment) -> str:
    """Whether a firm is counted, waits for its host, or was taken off."""
    if row.left_at is not None:
        return "left"
    return "counted" if set(row.collecting) <= confirmed(row) else "waiting"


def steps(run: Run) -> tuple[Stage, ...]:
    """Where a settlement stands on its way into the ledgers."""
    names = (_("计算"), _("提请"), _("各方同意"), _("入账"))
    reached = REACHED[State(run.state)]
    return tuple(
        Stage(name, "done" if at < reached else "now" if at == reached else "ahead")
        for at, name in enumerate(names)
    )


def sums(run: Run, parties: Mapping[str, str]) -> list[dict[str, Any]]:
    """What each party collects, is entitled to and gets in the fiscal ledger."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in run.totals:
        if row["ledger"] == "fiscal":
            for column in ("collected_fen", "entitled_fen", "transfer_fen"):
                found[row["party"]][column] += row[column]
    return [{"party": parties.get(code, code), "code": code, **row} for code, row in found.items()]


def credited(run: Run, parties: Mapping[str, str]) -> list[dict[str, Any]]:
    """What each party is credited in the statistics ledger, by rule."""
    return [
        row | {"party": parties.get(row["party"], row["party"])}
        for row in run.totals
        if row["ledger"] == "statistics"
    ]


def rule_titles(terms: Terms | None) -> dict[str, str]:
    """The rules of a text by their titles."""
    return {} if terms is None else {rule.id: in_words(rule.title) for rule in terms.rules}


def opinions(run: Run, parties: Mapping[str, str]) -> list[dict[str, Any]]:
    """What every party said, or that it has not yet."""
    said = [
        {"party": parties.get(each.player, each.player), "answer": each}
        for each in run.approvals.all()
    ]
    waiting = unanswered(run) if run.state == State.PROPOSED else []
    return said + [{"party": parties.get(code, code), "answer": None} for code in waiting]


def called(run: Run) -> dict[str, str]:
    """The parties of a settlement by name."""
    terms = terms_of(run.version)
    codes = {row["party"] for row in run.totals} | set(run.agreement.parties)
    return party_names(codes, [named_in(terms)])
