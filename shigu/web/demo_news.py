"""The news of the demonstration: the sample pages of the sources, as if they had been read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from shigu.districts.actors import Actor
from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from shigu.ingest.actions import register_source, store
from shigu.ingest.bridge import Page, understood
from shigu.ingest.models import Document
from shigu.sources.catalogue import folders

HOME = "https://example.com/shigu-demo"
REASON = "示例"
READ_AT = datetime(2026, 9, 12, 4, tzinfo=UTC)
LISTS = ("index.xml", "index.html", "index_2.html", "pages.xml", "readme.csv")


def tell_the_demo(actor: Actor) -> None:
    """Register a source for each folder, none of them active, and store its sample; once."""
    if Document.objects.exists():
        return
    for name, folder in folders().items():
        spec = folder.spec
        feed = "" if spec.kind == "upload" else f"{HOME}/{name}/"
        given = {
            "name_zh": f"{spec.name_zh}（示例）",
            "name_en": f"{spec.name_en} (illustrative)",
            "addresses": [feed] if feed else [],
        }
        source = register_source(actor, f"demo-{name}", name, given, reason=REASON)
        store(actor, list(_pages(name)), source=source, reason=REASON)


def _pages(folder: str) -> Iterator[Page]:
    sample = files("shigu.sources").joinpath(folder, "sample")
    for path, file in sorted(_walked(sample, ""), key=lambda each: each[0]):
        yield understood(read_page(RawDoc(file.read_bytes(), f"{HOME}/{folder}/{path}", READ_AT)))


def _walked(place: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for one in place.iterdir():
        if one.is_dir():
            yield from _walked(one, f"{above}{one.name}/")
        elif one.name not in LISTS:
            yield f"{above}{one.name}", one
