"""Answers in JSON: exact decimals as numbers, times in ISO 8601."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpResponse

PROBLEM = "application/problem+json"


def plain(value: Any) -> Any:
    """What orjson does not know: a decimal is written digit by digit, anything else as text."""
    return orjson.Fragment(f"{value:f}") if isinstance(value, Decimal) else str(value)


class Told(dict[str, Any]):
    """One row with its version: the key of the last event of its history, none if untracked."""

    def __init__(self, members: Iterable[tuple[str, Any]], *, version: UUID | None) -> None:
        super().__init__(members)
        self.version = version


def answer(body: Any, status: int = 200, media_type: str = "application/json") -> HttpResponse:
    """``body`` in JSON; a row that is tracked goes with its version as ``ETag`` (RFC 9110)."""
    content = orjson.dumps(body, default=plain, option=orjson.OPT_NON_STR_KEYS)
    response = HttpResponse(content, status=status, content_type=media_type)
    if isinstance(body, Told) and body.version:
        response["ETag"] = f'"{body.version}"'
    return response


def problem(
    status: int, title: str, detail: str = "", errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """Problem details (RFC 9457): what happened, where, and how to cure it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return answer(body | ({"errors": errors} if errors else {}), status, PROBLEM)
