"""Score sheets from plain documents (``schema: shigu.admission/1``), each fault at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from shigu.engine.admission.values import Criterion, Sheet, Veto

SCHEMA = "shigu.admission/1"


class SheetError(ValueError):
    """A document is no score sheet: where and what is wrong."""


def read_sheet(document: Any) -> Sheet:
    """The sheet in a document as YAML and JSON have it.

    Raises:
        SheetError: with the key at fault.
    """
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise SheetError(f"schema: {SCHEMA}")
    zh, en = _words(document, "title", "sheet")
    criteria = tuple(_criterion(each, at) for each, at in _listed(document, "criteria"))
    vetoes = tuple(_veto(each, at) for each, at in _listed(document, "vetoes"))
    if not criteria:
        raise SheetError("criteria: at least one")
    _once([each.code for each in criteria], "criteria")
    _once([each.code for each in vetoes], "vetoes")
    return Sheet(str(document["id"]), zh, en, str(document.get("source", "")), criteria, vetoes)


def document(sheet: Sheet) -> dict[str, Any]:
    """The document that :func:`read_sheet` reads as the same sheet."""
    return {
        "schema": SCHEMA,
        "id": sheet.id,
        "title": {"zh": sheet.zh, "en": sheet.en},
        "source": sheet.source,
        "criteria": [
            {
                "code": each.code,
                "words": {"zh": each.zh, "en": each.en},
                "most": str(each.most),
                "guidance": {"zh": each.guidance_zh, "en": each.guidance_en},
            }
            for each in sheet.criteria
        ],
        "vetoes": [
            {"code": each.code, "words": {"zh": each.zh, "en": each.en}} for each in sheet.vetoes
        ],
    }


@cache
def shipped() -> dict[str, Sheet]:
    """The sheets that ship, by id."""
    folder = files("shigu.engine.admission.sheets")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    found = [read_sheet(yaml.safe_load(text)) for text in texts]
    return {sheet.id: sheet for sheet in found}


def _listed(document: Mapping[str, Any], key: str) -> list[tuple[Any, str]]:
    listed = document.get(key, [])
    if not isinstance(listed, list):
        raise SheetError(f"{key}: a list")
    return [(each, f"{key}[{at}]") for at, each in enumerate(listed)]


def _criterion(given: Any, place: str) -> Criterion:
    code = _code(given, place)
    try:
        most = Decimal(str(given.get("most")))
    except InvalidOperation as error:
        raise SheetError(f"{place}.most: a number") from error
    if not most.is_finite() or not 0 < most <= 1000:
        raise SheetError(f"{place}.most: above 0, at most 1000")
    guidance = _words(given, "guidance", place) if "guidance" in given else ("", "")
    return Criterion(code, *_words(given, "words", place), most, *guidance)


def _veto(given: Any, place: str) -> Veto:
    return Veto(_code(given, place), *_words(given, "words", place))


def _code(given: Any, place: str) -> str:
    if not isinstance(given, dict) or not str(given.get("code") or "").isidentifier():
        raise SheetError(f"{place}.code: a name")
    return str(given["code"])


def _once(codes: Sequence[str], place: str) -> None:
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise SheetError(f"{place}: {', '.join(twice)} stands twice")


def _words(given: Mapping[str, Any], key: str, place: str) -> tuple[str, str]:
    words = given.get(key)
    if not isinstance(words, dict) or set(words) != {"zh", "en"}:
        raise SheetError(f"{place}.{key}: zh and en")
    return str(words["zh"]), str(words["en"])
