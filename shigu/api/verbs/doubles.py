"""Judge a pair, merge two rows after a look at what would happen, undo a merge."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import BaseModel, Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.doubles import DOUBLES, IDENTITY_JUDGEMENTS, MERGES, router
from shigu.api.kinds import Key, Short
from shigu.api.problems import Invalid, allowed
from shigu.api.resources import refuse_unknown, told
from shigu.api.verbs.verb import the, verb
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.registry import actions
from shigu.registry.leaning import leaning, refusal
from shigu.registry.models import Judgement, Merge, Organisation
from shigu.registry.pairs import proposed
from shigu.registry.policies import may_merge, may_split

MERGED: Any = MERGES.row_schema()
SAID: Any = IDENTITY_JUDGEMENTS.row_schema()
TAG = MERGES.name


class Verdict(Reasoned):
    """Whether the two rows are one organisation."""

    verdict: Judgement.Verdict


class TwoRows(BaseModel):
    """Which row is kept and which goes into it, by their ids."""

    keep: Short = Field(description="保留的编号 · id of the row that stays")
    drop: Short = Field(description="并入的编号 · id of the row that goes into it")


class Merged(TwoRows, Reasoned):
    """Two rows to be made one, and why."""


class LeaningRows(Schema):
    """Rows of a table, as far as the asker sees them, that lean on each of the two."""

    table: str
    keep: int
    drop: int


class Foreseen(Schema):
    """What a merge would move, what would stay where it is, and why it would be refused."""

    refused: str
    leaning: list[LeaningRows]
    stays: list[str]


class Parted(Schema):
    """The merge that was undone, and how many rows did not go back."""

    merge: MERGED
    astray: int


@verb(router, "POST", "/doubles/{key}/judge", "判断异同 · judge", SAID, tag=DOUBLES.name)
def judge_double(request: HttpRequest, key: Key, given: Verdict) -> HttpResponse:
    """只增不改，最后一次为准；判断为同一家并不合并。

    Only added, the latest is in force; “same” merges nothing by itself.
    """
    actor = actor_of(request)
    pair = the(request, proposed(actor), pk=key)
    with allowed(may_write_somewhere(actor, DataClass.REGISTRY)):
        made = actions.judge(actor, pair.one, pair.other, given.verdict, reason=given.reason)
    return answer(told(request, IDENTITY_JUDGEMENTS, made.pk))


@verb(router, "GET", "/merge_preview", "合并前先看 · before a merge", Foreseen, tag=TAG)
def preview_merge(request: HttpRequest, query: Query[TwoRows]) -> HttpResponse:
    """试做一次再收回：谁用到这两行，哪些因重复会留在原处，这个令牌会不会被拒绝。

    Tried and taken back: what leans on the two, what would stay, why this token would be refused.
    """
    refuse_unknown(request, TwoRows.model_fields)
    actor = actor_of(request)
    keep, drop = _two(actor, query, "query")
    may = may_merge(actor, keep, drop)
    stays, refused = refusal(actor, keep, drop) if may else ([], may.why)
    rows = [
        {"table": each.table, "keep": each.one, "drop": each.other}
        for each in leaning(actor, keep, drop)
    ]
    return answer({"refused": refused, "leaning": rows, "stays": stays})


@verb(router, "POST", "/merges", "合并 · merge", MERGED, tag=TAG, status=201)
def merge_organisations(request: HttpRequest, given: Merged) -> HttpResponse:
    """各区县用到被并入一行的都改用保留的一行；随时可以撤销。

    Whatever leans on the dropped row, in any district, leans on the kept one; it can be undone.
    """
    actor = actor_of(request)
    keep, drop = _two(actor, given, "body")
    with allowed(may_merge(actor, keep, drop)):
        made = actions.merge(actor, keep, drop, reason=given.reason)
    return answer(told(request, MERGES, made.pk), 201)


@verb(router, "POST", "/merges/{key}/split", "撤销合并 · undo", Parted, tag=TAG)
def split_organisations(request: HttpRequest, key: Key, given: Reasoned) -> HttpResponse:
    """移过的每一行回到原处；后来改指别处的不动并计数。

    Every row that was moved goes back; those pointed elsewhere since stay and are counted.
    """
    actor = actor_of(request)
    places = ("keep__district", "drop__district")
    rows = Merge.objects.visible_to(actor).select_related("keep", "drop", *places)
    merged: Merge = the(request, rows, pk=key)
    with allowed(may_split(actor, merged)):
        astray = actions.split(actor, merged, reason=given.reason)
    return answer({"merge": told(request, MERGES, merged.pk), "astray": astray})


def _two(actor: Actor, given: TwoRows, where: str) -> tuple[Organisation, Organisation]:
    if given.keep == given.drop:
        raise Invalid(f"{where}.drop", _("这是同一行，不必合并。"))
    keep: Organisation = row(actor, Organisation, given.keep, f"{where}.keep")
    drop: Organisation = row(actor, Organisation, given.drop, f"{where}.drop")
    return keep, drop
