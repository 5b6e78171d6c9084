"""The page ``/api/``: every address with its parameters and an example, read from the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.api.site import api

Json = Mapping[str, Any]
REFERENCE = "#/components/schemas/"
SAMPLES = {"string": "…", "number": 1.5, "integer": 1, "boolean": True, "array": [], "object": {}}
BOUNDS = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤"}
FORMATS = {"date": "2027-01-01", "uuid": "00000000-0000-4000-8000-000000000000"}


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter or a member of a body."""

    name: str
    kind: str
    about: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    name: str
    method: str
    path: str
    title: str
    about: str
    inputs: tuple[Input, ...]
    members: tuple[Input, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one resource."""

    name: str
    title: str
    operations: tuple[Operation, ...]


def guide(request: HttpRequest) -> HttpResponse:
    """The directory of the API."""
    site = f"{request.scheme}://{request.get_host()}"
    groups = groups_of(site, english=get_language() == "en")
    count = sum(len(group.operations) for group in groups)
    answer = _("%(groups)d 类资源、%(count)d 个操作，与网页同一套事实、动作与权限。") % {
        "groups": len(groups),
        "count": count,
    }
    return render(request, "api/guide.html", {"groups": groups, "answer": answer, "site": site})


def groups_of(site: str, *, english: bool) -> tuple[Group, ...]:
    """Every operation of the document, by the first word of its address."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            told = _operation(site, path, method.upper(), operation, english=english)
            found.setdefault(operation["tags"][0], []).append(told)
    return tuple(Group(name, listed[0].title, tuple(listed)) for name, listed in found.items())


@cache
def document() -> Json:
    """The OpenAPI document as programs get it."""
    told: Json = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return told


def _operation(site: str, path: str, method: str, said: Json, *, english: bool) -> Operation:
    content = said.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {}).get("schema")
    members = tuple(_members(_resolved(body), english=english)) if body else ()
    return Operation(
        name=said["operationId"],
        method=method,
        path=path,
        title=_half(said["summary"], english=english),
        about=_paragraph(said.get("description", ""), english=english),
        inputs=tuple(_input(each, english=english) for each in said["parameters"]),
        members=members,
        example=_curl(site, path, method, said, body, upload="application/octet-stream" in content),
    )


def _input(parameter: Json, *, english: bool) -> Input:
    about = _half(parameter.get("description", ""), english=english)
    return Input(parameter["name"], _kind(parameter["schema"]), about, parameter["required"])


def _members(body: Json, *, english: bool) -> Iterator[Input]:
    needed = set(body.get("required", ()))
    for name, schema in body["properties"].items():
        about = _half(schema.get("description", ""), english=english)
        yield Input(name, _kind(schema), about, name in needed)


def _kind(schema: Json) -> str:
    """A type in few words: its choices, its format, its bounds."""
    said = _narrow(schema)
    if "enum" in said:
        return " | ".join(map(str, said["enum"]))
    bounds = [
        f"{sign} {said[key]:g}" for key, sign in BOUNDS.items() if abs(said.get(key, 1e15)) < 1e9
    ]
    return " ".join([said.get("format") or said.get("type", "—"), *bounds])


def _narrow(schema: Json) -> Json:
    """The schema behind ``null`` and references."""
    options = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return _narrow(options[0]) if options else _resolved(schema)


def _resolved(schema: Json) -> Json:
    if "$ref" not in schema:
        return schema
    found: Json = document()["components"]["schemas"][schema["$ref"].removeprefix(REFERENCE)]
    return found


def _curl(site: str, path: str, method: str, said: Json, body: Json | None, *, upload: bool) -> str:
    query = "&".join(f"{p['name']}=…" for p in said["parameters"] if _asked(p))
    address = f"{site}{path}{'?' if query else ''}{query}"
    lines = ['curl -H "Authorization: Bearer $SHIGU_TOKEN"', f'  "{address}"']
    if method not in {"GET", "POST"} or (method == "POST" and body is None and not upload):
        lines.insert(1, f"  -X {method}")
    if upload:
        lines.insert(1, '  -H "Content-Type: application/octet-stream" --data-binary @spaces.xlsx')
    if body is not None:
        sample = json.dumps(_sample(_resolved(body)), ensure_ascii=False)
        lines.insert(-1, f"  -H \"Content-Type: application/json\" -d '{sample}'")
    return " \\\n".join(lines)


def _asked(parameter: Json) -> bool:
    return bool(parameter["in"] == "query" and parameter["required"])


def _sample(body: Json) -> dict[str, Any]:
    """The members that are needed, each with a value of its type."""
    return {name: _value(body["properties"][name]) for name in body.get("required", ())}


def _value(schema: Json) -> Any:
    said = _narrow(schema)
    if "enum" in said:
        return said["enum"][0]
    if "properties" in said:
        return _sample(said)
    return FORMATS.get(said.get("format", "")) or SAMPLES.get(said.get("type", ""), "…")


def _half(said: str, *, english: bool) -> str:
    """One side of “中文 · English”."""
    zh, _dot, en = said.rpartition(" · ")
    return en if english or not zh else zh


def _paragraph(said: str, *, english: bool) -> str:
    zh, _gap, en = said.partition("\n\n")
    return (en or zh) if english else zh
