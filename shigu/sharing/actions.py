"""What people do with agreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import Outcome, Row, UnknownReference, put_rows
from shigu.districts.policies import Refused, may_write
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.sharing.models import Agreement

TABLES = {"agreements": Agreement}


@action("sharing.put", gettext_lazy("登记协议"))
def put(
    actor: Actor,
    table: str,
    rows: Iterable[Row],
    *,
    documents: Mapping[str, bytes] | None = None,
    reason: str = "",
) -> Outcome:
    """Make or change agreements; ``documents`` holds the rule texts by ``file``.

    A new agreement is kept by the district of its first party; texts that are not handed in stay
    as they are.

    Raises:
        Refused: the actor keeps no money matters of that district, or a text is not UTF-8.
        UnknownReference: a party is no player.
    """
    model, listed = TABLES[table], list(rows)
    kept = {a.code: a.district for a in _known(listed)}
    players = _players()
    outcome = Outcome()
    for row in listed:
        _require_players(row, players)
        keeper = kept.get(row["id"]) or players[row["parties"][0]]
        may_write(actor, DataClass.SHARING, keeper).require()
        given = {"district_id": keeper.pk} | _text_of(row, documents or {})
        _add(outcome, put_rows(model, table, [row], **given))
    return outcome


def _known(rows: list[Row]) -> Iterable[Agreement]:
    codes = [row["id"] for row in rows]
    return Agreement.objects.filter(code__in=codes).select_related("district")


def _players() -> dict[str, District]:
    """Players with the district that acts for each: the one that bears its code, else the first."""
    found: dict[str, District] = {}
    for district in District.objects.exclude(player="").order_by("code"):
        if district.code == district.player:
            found[district.player] = district
        found.setdefault(district.player, district)
    return found


def _require_players(row: Row, players: Mapping[str, District]) -> None:
    for party in row.get("parties") or ():
        if party not in players:
            raise UnknownReference(f"agreements {row['id']}: parties = {party}")


def _text_of(row: Row, documents: Mapping[str, bytes]) -> dict[str, Any]:
    content = documents.get(str(row.get("file") or ""))
    if content is None:
        return {}
    try:
        return {"rules": content.decode()}
    except UnicodeDecodeError as error:
        raise Refused(
            _("协议文件 %(file)s 不是 UTF-8 文本。请另存为 UTF-8 再导入。") % {"file": row["file"]}
        ) from error


def _add(outcome: Outcome, more: Outcome) -> None:
    outcome.created += more.created
    outcome.changed += more.changed
    outcome.same += more.same
