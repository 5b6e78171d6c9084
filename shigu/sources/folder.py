"""A folder that answers like a site: its list of names, and each file in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shigu.engine.text.page.limits import MOST_BYTES
from shigu.sources import refusals
from shigu.sources.fetch import Answer

LIST = ""
"""The address of the list of a folder."""
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Folder:
    """Gives the regular files below ``path`` and nothing that lies elsewhere."""

    path: Path

    def fetch(self, url: str) -> Answer:
        """The file with that name, or the names of all, in order.

        Raises:
            FetchRefused: there is no such file in the folder.
        """
        if url == LIST:
            return Answer(LIST, 200, "\n".join(self._names()).encode(), "text/plain", "utf-8")
        inside, file = self.path.resolve(), (self.path / url).resolve()
        if not file.is_relative_to(inside) or not file.is_file():
            raise refusals.no_file(url)
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise refusals.too_large(url, MOST_BYTES)
        mime = "text/html" if file.suffix.casefold().endswith(("html", "htm")) else "text/plain"
        return Answer(url, 200, content, mime, None)

    def _names(self) -> list[str]:
        files = (file for file in sorted(self.path.rglob("*")) if file.is_file())
        names = [file.relative_to(self.path).as_posix() for file in files]
        return [name for name in names if "\n" not in name][:MOST_FILES]
