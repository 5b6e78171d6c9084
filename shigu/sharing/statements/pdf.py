"""A statement as PDF, set by typst with the Noto fonts of a wheel and none of the machine."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.sharing.statements.tables import (
    credit_header,
    credit_words,
    facts,
    header,
    signatures,
    totals,
    words,
)
from shigu.sharing.statements.values import Statement

TEMPLATE = files("shigu.sharing.statements").joinpath("statement.typ")


def as_pdf(found: Statement) -> bytes:
    """The statement on A4 across."""
    told = {
        "lang": "en" if get_language() == "en" else "zh",
        "title": found.title,
        "facts": facts(found),
        "said": found.said,
        "header": header(),
        "lines": [words(line) for line in found.lines],
        "totals": totals(found),
        "credits_title": _("统计账（供考核分计，不划转资金）"),
        "credit_header": credit_header(),
        "credits": [credit_words(line) for line in found.credits],
        "signatures": signatures(),
    }
    with as_file(TEMPLATE) as template:
        pdf = typst.compile(
            str(template),
            font_paths=[str(Path(fonts.serif_path()).parent)],
            ignore_system_fonts=True,
            sys_inputs={"statement": json.dumps(told, ensure_ascii=False)},
        )
    assert isinstance(pdf, bytes)
    return pdf
