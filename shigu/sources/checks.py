"""What must hold of a run before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shigu.engine.text.page.article import Article
from shigu.sources.spec import Spec

YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at ``place``, with the cure, in both languages; ``code`` is stable."""

    place: str
    code: str
    zh: str
    en: str


def faults(spec: Spec, article: Article, today: date) -> Iterator[Problem]:
    """Why an article is not taken."""
    place = article.doc.url or article.doc.id
    length = len(article.norm.text)
    if length not in spec.body:
        zh = f"正文 {length} 字，应为 {spec.body.least}–{spec.body.most}；看看正文是否找对"
        en = f"a body of {length} characters, not {spec.body.least}–{spec.body.most}"
        yield Problem(place, "body", zh, f"{en}; see whether the right text was found")
    if article.integrity.score < spec.integrity:
        score = article.integrity.score
        zh = f"可信度 {score:.2f}，低于 {spec.integrity:.2f}；换一个来源"
        en = f"integrity {score:.2f}, below {spec.integrity:.2f}; take another source"
        yield Problem(place, "integrity", zh, en)
    yield from _of_date(spec, article.meta.date, place, today)


def _of_date(spec: Spec, told: str | None, place: str, today: date) -> Iterator[Problem]:
    if told is None:
        if spec.dated:
            zh, en = "没有发布日期；检查页面的日期写法", "no date; see how the page writes it"
            yield Problem(place, "date", zh, en)
        return
    day = date.fromisoformat(told)
    if not today - spec.years * YEAR <= day <= today + timedelta(days=1):
        zh = f"发布日期 {told} 在未来或早于 {spec.years} 年；检查页面的日期写法"
        en = f"dated {told}, in the future or over {spec.years} years ago; see how it is written"
        yield Problem(place, "date", zh, en)


def broken(spec: Spec, listed: int, read: int, good: int) -> Sequence[Problem]:
    """What is wrong with a run as a whole: then nothing of it is kept.

    ``listed`` articles were named by the lists, ``read`` of them were asked for in this run and
    ``good`` could be taken.
    """
    found: list[Problem] = []
    if listed not in spec.pages:
        zh = f"列出 {listed} 页，应为 {spec.pages.least}–{spec.pages.most}；列表或网址可能改了"
        en = f"{listed} pages listed, not {spec.pages.least}–{spec.pages.most}; the list changed"
        found.append(Problem("pages", "pages", zh, en))
    if good < spec.good * read:
        zh = f"{read} 页中只有 {good} 页合格，应不少于 {spec.good:.0%}；页面可能改版"
        en = f"{good} of {read} pages pass, less than {spec.good:.0%}; the site may look different"
        found.append(Problem("good", "good", zh, en))
    return found
