"""Who reads and writes what hangs on an agreement, as conditions over its rows.

The keeper writes, every party reads; a party writes only what is its own answer. A subquery on
agreements is fenced itself, so that it names those of the reader's districts and no others.
"""

from __future__ import annotations

from typing import Any

from shigu.districts.fences import ACTOR, Fence
from shigu.districts.vocabulary import DataClass

BY_A_PARTY = """parties && ARRAY(
    SELECT player FROM districts_district
    WHERE player <> '' AND id = ANY ((SELECT shigu_scope.readable('sharing'))::bigint[]))"""
SEEN = "agreement_id IN (SELECT id FROM sharing_agreement)"
OWN = f"user_id = {ACTOR}"
WRITERS = "district_id = ANY ((SELECT shigu_scope.writable('sharing'))::bigint[])"
PARTY_WRITES = """agreement_id IN (
    SELECT id FROM sharing_agreement WHERE parties && ARRAY(
        SELECT player FROM districts_district
        WHERE player <> '' AND id = ANY ((SELECT shigu_scope.writable('sharing'))::bigint[])))"""
OF_ITS_PLAYER = "player = (SELECT d.player FROM districts_district d WHERE d.id = district_id)"


def of_agreement(*ties: str, **more: Any) -> Fence:
    """Written by the district that keeps the agreement, read by every party."""
    return Fence(DataClass.SHARING, "district", or_read=SEEN, ties=("agreement", *ties), **more)


def answer_of_a_party(to: str, condition: str) -> Fence:
    """Given once by a finance officer of the party, in that person's name; read by every party.

    ``to`` is the key of what it answers, ``condition`` when that can be answered.
    """
    return Fence(
        DataClass.SHARING,
        "district",
        or_read=SEEN,
        inserts=f"{WRITERS} AND {OWN} AND {SEEN} AND {OF_ITS_PLAYER} AND {condition}",
        ties=("agreement", to),
        tie_column="keeper_id",
        appends=True,
    )
