"""Who reads and writes tasks and meetings, as conditions over their rows.

Parties read; what belongs to a task force is read as the task force says, by nobody else; a
member without a seat at one of its districts any more is none.
"""

from __future__ import annotations

from shigu.districts.fences import ACTOR, SYSTEM

READABLE = "(SELECT shigu_scope.readable('work'))::bigint[]"
WRITABLE = "(SELECT shigu_scope.writable('work'))::bigint[]"
FORCE_READS = f"""{SYSTEM}
    OR (parties && {READABLE} AND (open_to = 'districts' OR {ACTOR} = ANY (people)))"""
READS = f"""(force_id IS NULL AND parties && {READABLE})
    OR force_id = ANY (ARRAY(SELECT f.id FROM work_taskforce f))"""  # noqa: S608 - constants of this file
KEEPS = f"district_id = ANY ({WRITABLE})"
ANSWERS = f"({KEEPS} OR owner_id = ANY ({WRITABLE}))"
