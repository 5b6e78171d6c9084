"""A verb as a case of the matrix."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Case:
    """``do(actor, row)`` carries the verb out; ``row`` is the one of ``model`` in the place.

    Where a place has several of a model, ``row`` names the one. ``office``: the row is the joint
    office's; then it is the person that sits elsewhere.
    """

    verb: str
    model: type[Model]
    do: Callable[[Any, Any], Any]
    row: str = ""
    office: bool = False
