"""Title, date, author and source of an article, from its head and the lines around its body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shigu.engine.text.model import Role
from shigu.engine.text.page.lines import NAVIGATION
from shigu.engine.text.quantity.dates import dates

TITLES = ("og:title", "twitter:title", "articletitle", "title")
DATES = (
    *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate"),
    *("article:create_at", "og:release_date", "og:time", "date", "time", "_pubtime"),
    *("apub:time", "firstcreate", "weibo:article:create_at"),
)
AUTHORS = ("author", "article:author", "og:article:author", "contentauthor", "editor")
SOURCES = ("source", "contentsource", "mediaid", "og:site_name", "article:publisher")
TITLE_PARTS = re.compile(
    r"\s*(?:[_|｜]|\s[-–—]+\s?|--+|—{2,}|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff]))\s*"
)
STRUCTURED_DATE = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NAME = r"[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4}){0,2}"
NAME_ENDS = r"(?=[^\u4e00-\u9fff·]|$|报道|摄影|整合|文/)"
AUTHOR = re.compile(
    r"(?:作者|撰文|文字?/图?|文字|(?:见习|实习|通讯|全媒体|首席)?(?:记者|通讯员))\s*[:：/ ]\s*"
    rf"({NAME}){NAME_ENDS}|记者({NAME}){NAME_ENDS}"
)
SOURCE = re.compile(
    r"(?:稿件来源|信息来源|新闻来源|稿源|来源于|来源)\s*[:：]\s*([^\s|，,。）)]{2,24})"
)
NOT_PART_OF_A_NAME = re.compile(r"(?:报道|摄影|通讯员|记者|编辑|校对|来源|整合|获悉).*$")
NO_HEADING = re.compile(r"[。；;>|【〕]$|\d{4}[-年]\d|>>|下载|扫码|参与|来源|评论$|记者|^\d+$")
NEAR = 12
"""So many lines around the body are searched for what heads and ends an article."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the article; None where the page does not say."""

    title: str | None
    date: str | None
    author: str | None
    source: str | None


def metadata(
    texts: Sequence[str],
    roles: Sequence[Role],
    head: dict[str, str],
    page_title: str,
    structured: Iterable[str],
) -> Metadata:
    """``head`` holds meta names in lower case, ``structured`` the page's JSON-LD as it stands."""
    body = [at for at, role in enumerate(roles) if role == "body"]
    first, last = (body[0], body[-1]) if body else (len(texts), len(texts) - 1)
    around = _around(texts, roles, first, last)
    title = _title(texts[max(0, first - NEAR) : first], head, page_title)
    return Metadata(
        title,
        _date(head, structured, around),
        _found(AUTHOR, (*around, *texts[first : first + 1])) or _author(head, page_title),
        _found(SOURCE, around) or _source(head),
    )


def _around(texts: Sequence[str], roles: Sequence[Role], first: int, last: int) -> list[str]:
    above = list(range(first - 1, max(-1, first - NEAR - 1), -1))
    below = range(last + 1, min(len(texts), last + 5))
    inside = [at for at in range(first, last + 1) if roles[at] == "meta"]
    return [texts[at] for at in (*above, *inside, *below)]


def _title(above: Sequence[str], head: dict[str, str], page_title: str) -> str | None:
    told = [head[name].strip() for name in TITLES if head.get(name, "").strip()]
    page_title = " ".join(page_title.split())
    whole = " ".join((*told, page_title))
    shown = [text for text in above if 6 <= len(text) <= 80 and text in whole]
    if shown:
        return max(shown, key=len)
    parts: list[str] = [
        *(TITLE_PARTS.split(told[0])[:1] if told else ()),
        *TITLE_PARTS.split(page_title)[:1],
    ]
    named = next((part for part in parts if len(part) >= 6), None)
    if named and (len(named) >= 10 or not above):
        return named
    headings = [(-1.5 * far + min(len(text), 30), text) for far, text in enumerate(reversed(above))]
    best: str = max((each for each in headings if _is_heading(each[1])), default=(0.0, ""))[1]
    return best or named or next(filter(None, parts), None)


def _is_heading(text: str) -> bool:
    return 8 <= len(text) <= 60 and not NO_HEADING.search(text) and not NAVIGATION.match(text)


def _date(head: dict[str, str], structured: Iterable[str], around: Sequence[str]) -> str | None:
    stated = [head[name] for name in DATES if name in head]
    stated += [found for text in structured for found in STRUCTURED_DATE.findall(text)]
    return next((day for text in (*stated, *around) if (day := _day(text))), None)


def _day(text: str) -> str | None:
    days = (str(quantity.iso) for quantity in dates(text[:200].replace("T", " ")))
    return next((day for day in days if DAY.fullmatch(day)), None)


def _source(head: dict[str, str]) -> str | None:
    values = (head[name].strip() for name in SOURCES if name in head)
    return next((value for value in values if 2 <= len(value) <= 24 and "/" not in value), None)


def _author(head: dict[str, str], page_title: str) -> str | None:
    """A person the head names; the site, which many pages name there, is in the page's title."""
    values = [head[name].strip() for name in AUTHORS if name in head]
    names = (value for value in values if re.fullmatch(NAME, value))
    return next((name for name in names if name not in page_title), None)


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> str | None:
    for text in texts:
        if found := pattern.search(text):
            name = NOT_PART_OF_A_NAME.sub("", next(filter(None, found.groups()))).strip(" 、")
            if name:
                return name
    return None
