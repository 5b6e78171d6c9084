"""The text of an agreement, examined: what it says, what is wrong with it, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from shigu.engine.sharing.rules import values
from shigu.engine.sharing.rules.checks import examine as checked
from shigu.engine.sharing.rules.problems import Problem

LONGEST = 200_000
NOT_A_PLAYER = gettext_noop("%s 不是本集群的参与主体")
USE_A_PLAYER = gettext_noop("区县一类的参与方用参与主体的代号：%s")


@dataclass(frozen=True, slots=True)
class Examined:
    """A text with what it was read as, ``None`` where it cannot be read, and its problems."""

    text: str
    agreement: values.Agreement | None
    problems: tuple[dict[str, Any], ...]

    @property
    def sound(self) -> bool:
        """Whether it can be settled by: read, and nothing wrong with it."""
        return self.agreement is not None and not self.problems


def examine(text: str, players: Iterable[str]) -> Examined:
    """Read and check a text without running it; district parties must be ``players``."""
    agreement, problems = checked(text, name=_("条文"))
    found = [asdict(problem) for problem in problems]
    if agreement is not None:
        found += _strangers(agreement, list(players))
    return Examined(text, agreement, tuple(found))


def district_parties(agreement: values.Agreement) -> list[str]:
    """The codes of the parties that are districts, in the order of the text."""
    return [
        party.code
        for party in agreement.parties.values()
        if party.kind is values.PartyKind.DISTRICT
    ]


def said(problem: Mapping[str, Any]) -> str:
    """A problem in the reader's language: place, what is wrong, cure."""
    return Problem(**problem).told("en" if get_language() == "en" else "zh")


def _strangers(agreement: values.Agreement, players: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "path": f"parties.{code}",
            "line": None,
            "code": "party-no-player",
            **_both("message", NOT_A_PLAYER, code),
            **_both("cure", USE_A_PLAYER, "、".join(players)),
        }
        for code in district_parties(agreement)
        if code not in players
    ]


def _both(name: str, words: str, value: str) -> dict[str, str]:
    said_in = {}
    for ending, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            said_in[f"{name}_{ending}"] = _(words) % value
    return said_in
