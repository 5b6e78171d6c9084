"""``shigu ingest --second-opinion``: what a second reader says beside what the machine says."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from shigu.cli.refusal import refuse

if TYPE_CHECKING:
    from shigu.engine.text.claims import Claim
    from shigu.engine.text.page.article import Article
    from shigu.engine.text.second.agreement import Accord
    from shigu.engine.text.second.opinion import Opinion
    from shigu.sources.second_reader import SecondReader

VERDICTS = {
    "confirmed": {"zh": "一致", "en": "confirmed"},
    "contradicts": {"zh": "不同", "en": "contradicts"},
    "alone": {"zh": "只有第二读者说", "en": "only the second says so"},
}
DROPPED = {"zh": "没有采用 {0} 条：{1}", "en": "{0} not taken: {1}"}


@dataclass(slots=True)
class SecondOpinions:
    """Asks the reader of the settings about one article after the other; each is asked once."""

    reader: SecondReader
    failed: int = 0
    _kept: dict[str, Opinion | None] = field(default_factory=dict)

    @classmethod
    def set_up(cls) -> SecondOpinions:
        """With the reader of the environment; ends the command where there is none."""
        from shigu.conf.environment import environment
        from shigu.sources.refusals import FetchRefused
        from shigu.sources.second_reader import SecondReader

        given = environment()
        try:
            reader = SecondReader(
                given.second_opinion_url, given.second_opinion_model, given.second_opinion_key
            )
        except FetchRefused as refusal:
            refuse(f"{refusal.zh} · {refusal.en}")
        return cls(reader)

    def of(self, article: Article, lang: str = "zh") -> Opinion | None:
        """The opinion; None where the reader failed, which is told on standard error."""
        if article.doc.id not in self._kept:
            self._kept[article.doc.id] = self._asked(article, lang)
        return self._kept[article.doc.id]

    def shown(self, article: Article, lang: str) -> dict[str, Any] | None:
        """As JSON: model, statements with their agreement, and what was dropped, by reason."""
        opinion = self.of(article, lang)
        if opinion is None:
            return None
        return {
            "model": self.reader.model,
            "statements": [
                {**asdict(claim), "agreement": _agreement(found, machine)}
                for claim, found, machine in _beside(article, opinion)
            ],
            "dropped": dict(opinion.dropped),
        }

    def told(self, article: Article, lang: str) -> str:
        """As lines for people."""
        opinion = self.of(article, lang)
        if opinion is None:
            return ""
        from shigu.engine.text.second.answer import WORDS

        lines = [f"  {self.reader.model}"]
        for claim, found, machine in _beside(article, opinion):
            lines.append(f"  · {VERDICTS[found.verdict][lang]} {_words(claim, article)}")
            if found.verdict == "contradicts":
                lines += [f"    ≠ {_words(machine[at], article)}" for at in found.against]
        if opinion.dropped:
            why = Counter({WORDS[why][lang != "zh"]: n for why, n in opinion.dropped.items()})
            told = "；".join(f"{word} {count}" for word, count in why.most_common())
            lines.append(f"  {DROPPED[lang].format(why.total(), told)}")
        return "\n".join(lines)

    def _asked(self, article: Article, lang: str) -> Opinion | None:
        from datetime import date

        from shigu.engine.text.second.opinion import second_opinion
        from shigu.sources.refusals import FetchRefused

        day = date.fromisoformat(article.meta.date) if article.meta.date else None
        try:
            return second_opinion(article.doc.id, article.norm, day, self.reader.ask)
        except FetchRefused as refusal:
            self.failed += 1
            typer.echo(refusal.zh if lang == "zh" else refusal.en, err=True)
            return None


def _beside(article: Article, opinion: Opinion) -> list[tuple[Claim, Accord, tuple[Claim, ...]]]:
    from shigu.engine.text.claims import claims
    from shigu.engine.text.second.agreement import agreement

    machine = claims(article)
    return [(claim, agreement(claim, machine), machine) for claim in opinion.claims]


def _agreement(found: Accord, machine: tuple[Claim, ...]) -> dict[str, Any]:
    return {"verdict": found.verdict, "against": [asdict(machine[at]) for at in found.against]}


def _words(claim: Claim, article: Article) -> str:
    quote = article.raw.text[claim.start : claim.end]
    return " ".join(filter(None, (claim.kind, claim.type, claim.name, claim.modality, quote)))
