"""Kinds of notices: each app declares its own, and words are said in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, override

from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Words


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice.

    ``words`` is a sentence with ``%(…)s`` for its inputs; ``data_class`` is what the receiver must
    read in the district that the notice is about.
    """

    name: str
    label: Words
    words: Words
    data_class: DataClass

    def said(self, inputs: Mapping[str, str]) -> str:
        """The sentence with its inputs, in the language in use.

        An input ``x`` that has another word in English brings it as ``x_en``.

        Raises:
            KeyError: an input is missing.
        """
        other = get_language() == "en"
        told = {name: inputs.get(f"{name}_en", it) if other else it for name, it in inputs.items()}
        return str(self.words) % told


AMONG_MEMBERS = "among_members"
"""The input of a notice of which none but the members of a task force may know the words."""
KINDS: dict[str, Kind] = {}
"""Every kind of the site by name."""


def kind(name: str, label: Words, words: Words, data_class: DataClass = DataClass.WORK) -> Kind:
    """Declare a kind of notice."""
    KINDS[name] = Kind(name, label, words, data_class)
    return KINDS[name]


def in_both(name: str, said: Callable[[], str]) -> dict[str, str]:
    """An input in Chinese and in English, whatever its sender reads."""
    with override("zh-hans"):
        told = {name: said()}
    with override("en"):
        return told | {f"{name}_en": said()}


def words_of(name: str, inputs: Mapping[str, str]) -> str:
    """What a kept notice says; of a kind that is no more, its inputs."""
    known = KINDS.get(name)
    told = (it for name, it in inputs.items() if not name.endswith("_en"))
    return known.said(inputs) if known else " · ".join(told)
