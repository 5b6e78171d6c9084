"""How an accepted proposal is written: through the verb of the app that keeps the row."""

from __future__ import annotations

from collections.abc import Callable

from shigu.review.models import Kind
from shigu.review.writing.organisations import write_organisation
from shigu.review.writing.partnerships import write_partnership
from shigu.review.writing.positions import write_position
from shigu.review.writing.projects import write_project
from shigu.review.writing.spaces import write_space
from shigu.review.writing.stages import write_stage
from shigu.review.writing.written import Order, Written

Writer = Callable[[Order], Written]
WRITERS: dict[str, Writer] = {
    Kind.ORGANISATION: write_organisation,
    Kind.PROJECT: write_project,
    Kind.STAGE: write_stage,
    Kind.SPACE: write_space,
    Kind.PARTNERSHIP: write_partnership,
    Kind.POSITION: write_position,
}

__all__ = ["WRITERS", "Order", "Writer", "Written"]
