"""Translations: each app keeps its English in a part of its own; the parts make one catalogue."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import polib

LOCALE = Path(__file__).parents[1] / "locale"


class TwoTranslations(ValueError):
    """Two parts translate the same words differently."""


def merged(parts: Path) -> polib.POFile:
    """All parts of a language in one catalogue.

    Raises:
        TwoTranslations: two parts disagree on an entry.
    """
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": "en"}
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    seen: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in sorted(parts.glob("*.po")):
        for entry in polib.pofile(str(path)):
            key = (entry.msgctxt, entry.msgid)
            known = seen.setdefault(key, entry)
            if known is entry:
                catalogue.append(entry)
            elif (known.msgstr, known.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                raise TwoTranslations(f"{path.name}: {entry.msgid!r} / {known.msgstr!r}")
    return catalogue


def compile_messages(locale: Path = LOCALE) -> None:
    """Write ``django.mo`` of every language that has parts; readers never see half a file."""
    for parts in sorted(locale.glob("*/LC_MESSAGES/parts")):
        catalogue = merged(parts)
        handle, draft = tempfile.mkstemp(dir=parts.parent, suffix=".part")
        os.close(handle)
        catalogue.save_as_mofile(draft)
        Path(draft).chmod(0o644)
        Path(draft).replace(parts.parent / "django.mo")


if __name__ == "__main__":
    compile_messages()
