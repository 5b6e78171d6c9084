"""``shigu ingest``: pages from files, folders and addresses, read into articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zlib import MAX_WBITS, decompressobj
from zlib import error as BrokenArchive  # noqa: N812 - zlib's own name says nothing

import typer

from shigu.cli.ingest_second import SecondOpinions
from shigu.cli.ingest_store import keep
from shigu.cli.refusal import INPUT_AT_FAULT, Lang

if TYPE_CHECKING:
    from shigu.engine.text.families import Kin
    from shigu.engine.text.page.article import Article
    from shigu.sources.fetch import Fetcher

PAGES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".txt", ".md"})
ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read, and why, in both languages."""

    place: str
    zh: str
    en: str


def ingest(
    pages: Annotated[
        list[str], typer.Argument(help="文件、目录或网址 · Files, folders or addresses")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="每页一行 JSON · JSON lines")] = False,
    feed: Annotated[
        bool, typer.Option("--feed", help="网址是 RSS、Atom 或站点地图 · Addresses are feeds")
    ] = False,
    store: Annotated[
        bool, typer.Option("--store", help="连同陈述存入数据库 · Keep them with what they say")
    ] = False,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="请第二读者也读一遍 · Ask a second reader too")
    ] = False,
    most: Annotated[int, typer.Option(min=1, max=500, help="每个来源最多几页 · Pages a feed")] = 20,
    lang: Lang = "zh",
) -> None:
    """读网页或纯文本：标题、日期、正文、各行角色、可信度 · Pages into articles, line by line."""
    from shigu.engine.text.document import document
    from shigu.engine.text.families import families

    second = SecondOpinions.set_up() if second_opinion else None
    fetcher = _fetcher() if any(page.startswith(ADDRESS) for page in pages) else None
    places = list(_places(pages, fetcher if feed else None, most))
    read = [each if isinstance(each, Failure) else _read(each, fetcher) for each in places]
    articles = [each for each in read if not isinstance(each, Failure)]
    kin = iter(families([article.norm.text for article in articles]))
    for place, each in zip(places, read, strict=True):
        if isinstance(each, Failure):
            typer.echo(f"{each.place}: {each.zh if lang == 'zh' else each.en}", err=True)
        elif as_json:
            told = document(each) | _family(next(kin), articles)
            if second:
                told["second"] = second.shown(each, lang)
            typer.echo(json.dumps(told, ensure_ascii=False, allow_nan=False))
        else:
            typer.echo(_told(str(place), each, next(kin), articles, lang))
            if second:
                typer.echo(second.told(each, lang))
    if store:
        keep(articles, lang, second)
    if len(articles) < len(read) or (second and second.failed):
        raise typer.Exit(INPUT_AT_FAULT)


def _places(pages: Sequence[str], feeds: Fetcher | None, most: int) -> Iterator[str | Failure]:
    for page in pages:
        if feeds and page.startswith(ADDRESS):
            yield from _of_feed(feeds, page, most)
        elif not page.startswith(ADDRESS) and Path(page).is_dir():
            yield from (str(path) for path in sorted(Path(page).rglob("*")) if _is_page(path))
        else:
            yield page


def _of_feed(fetcher: Fetcher, feed: str, most: int) -> Sequence[str | Failure]:
    from shigu.sources.latest import latest
    from shigu.sources.refusals import FetchRefused

    try:
        return latest(fetcher, feed, most)
    except FetchRefused as refusal:
        return [Failure(feed, refusal.zh, refusal.en)]


def _is_page(path: Path) -> bool:
    name = Path(path.stem) if path.suffix == ".gz" else path
    return path.is_file() and name.suffix.casefold() in PAGES


def _fetcher() -> Fetcher:
    from shigu.conf.environment import environment
    from shigu.sources.fetch import Fetcher

    return Fetcher(private_allowed=environment().private_sources)


def _read(place: str, fetcher: Fetcher | None) -> Article | Failure:
    from shigu.engine.text.page.article import read_page
    from shigu.engine.text.page.limits import UnreadablePageError
    from shigu.sources.refusals import FetchRefused

    try:
        doc, charset = _received(place, fetcher)
        return read_page(doc, charset)
    except (UnreadablePageError, FetchRefused) as refusal:
        return Failure(place, refusal.zh, refusal.en)
    except (OSError, BrokenArchive) as error:
        why = getattr(error, "strerror", None) or str(error)
        return Failure(place, f"无法读取：{why}。检查路径与权限", f"cannot be read: {why}")


def _received(place: str, fetcher: Fetcher | None) -> tuple[Any, str | None]:
    from datetime import UTC, datetime

    from shigu.engine.text.model import RawDoc

    if fetcher is None or not place.startswith(ADDRESS):
        return RawDoc(_bytes(Path(place))), None
    answer = fetcher.fetch(place)
    doc = RawDoc(answer.content, answer.url, datetime.now(tz=UTC), answer.mime)
    return doc, answer.charset


def _bytes(path: Path) -> bytes:
    """The bytes of a page, one more than may be at most, so that it is told from a whole one."""
    from shigu.engine.text.page.limits import MOST_BYTES

    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if path.suffix == ".gz":
        return decompressobj(MAX_WBITS | 16).decompress(content, MOST_BYTES + 1)
    return content


def _family(kin: Kin, articles: Sequence[Article]) -> dict[str, Any]:
    like = None if kin.like is None else articles[kin.like].doc.id
    return {
        "family": articles[kin.family].doc.id,
        "kinship": kin.kinship,
        "like": like,
        "likeness": round(kin.likeness, 4),
    }


def _told(place: str, article: Article, kin: Kin, articles: Sequence[Article], lang: str) -> str:
    meta, chinese = article.meta, lang == "zh"
    credit = " · ".join(filter(None, (meta.date, meta.source, meta.author, article.encoding)))
    signs = "；".join(sign.zh for sign in article.integrity.reasons)
    if not chinese:
        signs = "; ".join(sign.en for sign in article.integrity.reasons)
    trust = f"{'可信度' if chinese else 'integrity'} {article.integrity.score:.2f}"
    lines = [place, f"  {meta.title or ''}", f"  {credit}", f"  {trust} {signs}".rstrip()]
    if kin.like is not None:
        first = articles[kin.like].meta.title or articles[kin.like].doc.id
        lines.append(f"  {'同源' if chinese else 'like'} {kin.likeness:.0%}: {first}")
    body = len(article.body.text)
    lines.append(f"  {'正文' if chinese else 'body'} {body} {'字' if chinese else 'characters'}")
    return "\n".join(lines)
