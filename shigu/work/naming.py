"""Districts as cells name them; a blank form lists those that take part."""

from __future__ import annotations

from dataclasses import replace

from shigu.districts import naming
from shigu.work.queries.tasks import taking_part

DISTRICT = replace(
    naming.DISTRICT,
    offered=lambda actor, _district: taking_part(actor).values_list("name_zh", flat=True),
)
