"""An agreement from its YAML, by the schema: every problem found at its place, or the value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any

import yaml

from shigu.engine.hints import hints
from shigu.engine.sharing.rules import values
from shigu.engine.sharing.rules.problems import AgreementError, Problem, problem
from shigu.engine.sharing.rules.scalars import SCALARS, Fault, fraction, share, span
from shigu.engine.sharing.rules.schema import Field, language
from shigu.engine.sharing.rules.tree import line_of, tree

SCHEMA = "shigu.agreement/1"

CLASSES: dict[str, type[Any]] = {
    "agreement": values.Agreement,
    "text": values.Text,
    "party": values.Party,
    "parameter": values.Parameter,
    "rule": values.Rule,
    "test": values.Test,
    "amount": values.Amount,
    "base": values.Base,
    "clock": values.Clock,
    "phase": values.Phase,
    "pay": values.Pay,
    "key": values.Key,
    "pool": values.Pool,
    "cap": values.Cap,
    "floor": values.Floor,
    "band": values.Band,
    "clawback": values.Clawback,
    "reinvest": values.Reinvest,
    "stabilise": values.Stabilise,
}

ENUMS: dict[str, Callable[[str], Any]] = {
    "party_kind": values.PartyKind,
    "role": values.Role,
    "ledger": values.LedgerKind,
    "event": values.Event,
    "over": values.Over,
}
"""Words of other groups stay text."""

Pairs = dict[str, tuple[yaml.Node, yaml.Node]]


def read_agreement(text: str, *, name: str) -> values.Agreement:
    """The agreement in ``text``; ``name`` is what messages call the file.

    Raises:
        AgreementError: with every problem of form, each at its path and line.
    """
    agreement, problems = scan(text, name=name)
    if agreement is None:
        raise AgreementError(name, problems)
    return agreement


def scan(text: str, *, name: str) -> tuple[values.Agreement | None, tuple[Problem, ...]]:
    """The agreement, or ``None`` and every problem of form."""
    try:
        root = tree(text, name)
    except AgreementError as error:
        return None, error.problems
    reader = _Reader([])
    pairs = reader.mapping(root, "", "agreement")
    schema = pairs.pop("schema", None)
    value = getattr(schema[1], "value", None) if schema else None
    if value != SCHEMA:
        line = line_of(schema[1]) if schema else 1
        reader.found(problem("schema-unknown", "schema", line, expected=SCHEMA, value=value))
    agreement = reader.built("agreement", pairs, "", line_of(root))
    problems = tuple(sorted(reader.problems, key=lambda found: found.line or 0))
    return (None if problems else agreement), problems


@dataclass(slots=True)
class _Reader:
    """Reads nodes into values and keeps what is wrong; what cannot be read becomes ``None``."""

    problems: list[Problem]

    def found(self, what: Problem) -> None:
        self.problems.append(what)

    def mapping(self, node: yaml.Node, path: str, field: str) -> Pairs:
        """Key → (key node, value node); keys given twice are told."""
        if not isinstance(node, yaml.MappingNode):
            self.found(problem("not-mapping", path, line_of(node), field=field))
            return {}
        pairs: Pairs = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.found(problem("not-text", path, line_of(key), field=field))
            elif key.value in pairs:
                self.found(problem("key-twice", path, line_of(key), field=key.value))
            else:
                pairs[key.value] = (key, value)
        return pairs

    def built(self, section: str, pairs: Pairs, path: str, line: int, **attrs: Any) -> Any:
        """The value of a section, or ``None`` where anything in it cannot be read."""
        before = len(self.problems)
        attrs |= self.attributes(section, pairs, path, line)
        if len(self.problems) > before:
            return None
        return made(CLASSES[section], attrs)

    def attributes(self, section: str, pairs: Pairs, path: str, line: int) -> dict[str, Any]:
        known = language().sections[section].fields
        for name in pairs.keys() - known.keys():
            place = pairs[name][0]
            words = {"field": name, "known": "、".join(known), **hints(name, known)}
            self.found(problem("key-unknown", _under(path, name), line_of(place), **words))
        attrs: dict[str, Any] = {}
        for field in known.values():
            if field.name in pairs:
                self.read_into(attrs, field, pairs[field.name][1], _under(path, field.name))
            elif field.required:
                words = {"what_zh": field.words.zh, "what_en": field.words.en}
                lacking = _under(path, field.name)
                self.found(problem("field-missing", lacking, line, field=field.name, **words))
        return attrs

    def read_into(self, attrs: dict[str, Any], field: Field, node: yaml.Node, path: str) -> None:
        try:
            if field.type == "flat":
                pairs = self.mapping(node, path, field.name)
                attrs |= self.attributes(field.of, pairs, path, line_of(node))
            elif field.type == "span":
                attrs["first"], attrs["last"] = span(_plain(node, field.name))
            elif field.attr in attrs:
                raise Fault("money-twice")
            else:
                attrs[field.attr] = self.value(field, node, path)
        except Fault as fault:
            words = {"field": field.name, **fault.words}
            self.found(problem(fault.code, path, line_of(node), **words))

    def value(self, field: Field, node: yaml.Node, path: str) -> Any:
        """The value of ``field``; its type is one of the scalars or of those below."""
        if field.type in SCALARS:
            return SCALARS[field.type].read(_plain(node, field.name))
        return _COMPOSED[field.type](self, field, node, path)

    def word(self, field: Field, node: yaml.Node, _path: str) -> Any:
        given = _plain(node, field.name)
        known = language().words[field.of]
        if given not in known:
            raise Fault("word-unknown", value=given, known="、".join(known), **hints(given, known))
        return ENUMS.get(field.of, str)(given)

    def words(self, field: Field, node: yaml.Node, path: str) -> values.Words | None:
        pairs = self.mapping(node, path, field.name)
        given: dict[str, str] = {}
        for lang in ("zh", "en"):
            if lang not in pairs:
                raise Fault("field-missing", field=lang, what_zh=lang, what_en=lang)
            given[lang] = SCALARS["text"].read(_plain(pairs.pop(lang)[1], lang))
        for name in pairs:
            raise Fault("key-unknown", field=name, known="zh、en", **hints(name, ("zh", "en")))
        return values.Words(**given)

    def section(self, field: Field, node: yaml.Node, path: str) -> Any:
        pairs = self.mapping(node, path, field.name)
        return self.built(field.of, pairs, path, line_of(node))

    def items(self, field: Field, node: yaml.Node, path: str) -> tuple[Any, ...]:
        read = self.words if field.of == "words" else self.section
        return tuple(self.each(read, field, item, place) for item, place in _items(node, path))

    def each(
        self,
        read: Callable[[Field, yaml.Node, str], Any],
        field: Field,
        node: yaml.Node,
        path: str,
    ) -> Any:
        try:
            return read(field, node, path)
        except Fault as fault:
            words = {"field": field.name, **fault.words}
            self.found(problem(fault.code, path, line_of(node), **words))
            return None

    def by_key(self, field: Field, node: yaml.Node, path: str) -> dict[str, Any]:
        key = language().sections[field.of].key
        read = {}
        for name, (at, value) in self.mapping(node, path, field.name).items():
            self.each(_named, field, at, _under(path, name))
            pairs = self.mapping(value, _under(path, name), name)
            own = {key: name}
            read[name] = self.built(field.of, pairs, _under(path, name), line_of(at), **own)
        return read

    def parts(self, field: Field, node: yaml.Node, path: str) -> dict[str, Any]:
        """``name: fraction``, or ``name: share`` where parameters may stand."""
        read = share if field.type == "shares" else fraction

        def part(_field: Field, at: yaml.Node, _path: str) -> Any:
            return read(_plain(at, field.name))

        given = {}
        for name, (at, value) in self.mapping(node, path, field.name).items():
            self.each(_named, field, at, _under(path, name))
            given[name] = self.each(part, field, value, _under(path, name))
        return given

    def kinds(self, field: Field, node: yaml.Node, path: str) -> tuple[str, ...]:
        codes: list[str] = []
        for item, place in _items(node, path):
            for kind in self.each(_kinds, field, item, place) or ():
                if kind in codes:
                    self.found(problem("kind-twice", place, line_of(item), value=kind))
                codes.append(kind)
        return tuple(codes)

    def years(self, field: Field, node: yaml.Node, path: str) -> tuple[int, ...]:
        def year(_field: Field, at: yaml.Node, _path: str) -> Any:
            return SCALARS["year"].read(_plain(at, field.name))

        return tuple(self.each(year, field, item, place) for item, place in _items(node, path))


_COMPOSED: dict[str, Callable[[_Reader, Field, yaml.Node, str], Any]] = {
    "word": _Reader.word,
    "words": _Reader.words,
    "section": _Reader.section,
    "list": _Reader.items,
    "map": _Reader.by_key,
    "shares": _Reader.parts,
    "parts": _Reader.parts,
    "kinds": _Reader.kinds,
    "years": _Reader.years,
}


def made(cls: type[Any], attrs: dict[str, Any]) -> Any:
    """An instance; what the file does not give takes its default, or ``None``."""
    for own in fields(cls):
        if own.default is MISSING and own.default_factory is MISSING:
            attrs.setdefault(own.name, None)
    return cls(**attrs)


def _plain(node: yaml.Node, field: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise Fault("not-text", field=field)
    text = str(node.value).strip()
    if not text:
        raise Fault("empty", field=field)
    return text


def _named(_field: Field, node: yaml.Node, _path: str) -> str:
    return str(SCALARS["name"].read(_plain(node, "")))


def _kinds(field: Field, node: yaml.Node, _path: str) -> tuple[str, ...]:
    """A kind, or the kinds of a group."""
    value, known = _plain(node, field.name), language()
    if value in known.groups:
        return known.group(value)
    if value not in known.kinds or known.kinds[value].ledger == "measure":
        raise Fault("kind-unknown", value=value, **hints(value, (*known.kinds, *known.groups)))
    return (value,)


def _items(node: yaml.Node, path: str) -> Iterator[tuple[yaml.Node, str]]:
    if not isinstance(node, yaml.SequenceNode):
        raise Fault("not-list")
    if not node.value:
        raise Fault("empty")
    for i, item in enumerate(node.value):
        yield item, f"{path}[{i}]"


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
