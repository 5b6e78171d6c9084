"""A verb as a case of the matrix."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Case:
    """``do(actor, row)`` carries the verb out; ``row`` is the one of ``model`` in the place."""

    verb: str
    model: type[Model]
    do: Callable[[Any, Any], Any]
