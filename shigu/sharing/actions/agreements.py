"""What people do with agreements and their texts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import Outcome, Row, UnknownReference, put_rows
from shigu.districts.policies import Refused, may_write, say_why
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.rules.values import Event
from shigu.engine.sharing.settlement.sheets.load import AGREEMENT_EVENTS
from shigu.sharing.models import Agreement, AgreementVersion
from shigu.sharing.policies import may_keep
from shigu.sharing.texts import LONGEST, Examined, district_parties, examine

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

    A new agreement is kept by the district of its first party; a text that is handed in becomes a
    version, sound or not; texts that are not handed in stay as they are.

    Raises:
        Refused: the actor keeps no money matters of that district, or a text is not UTF-8.
        UnknownReference: a party is no player.
    """
    model, listed = TABLES[table], list(rows)
    kept = {a.code: a.district for a in _known(listed)}
    acting = players()
    outcome = Outcome()
    for row in listed:
        _require_players(row, acting)
        keeper = kept.get(row["id"]) or acting[row["parties"][0]]
        may_write(actor, DataClass.SHARING, keeper).require()
        _add(outcome, put_rows(model, table, [row], district_id=keeper.pk))
        _keep_text(actor, keeper, row, documents or {})
    return outcome


@action("sharing.agree", pgettext_lazy("历史", "新建协议"))
def make_agreement(
    actor: Actor, keeper: District, code: str, text: str, parties: Sequence[str], *, reason: str
) -> Agreement:
    """Make an agreement between players from its text.

    Raises:
        Refused: the actor keeps no money matters of ``keeper``, no reason, the code is taken, or
            the text cannot be read, or names a district that is no party.
    """
    may_write(actor, DataClass.SHARING, keeper).require()
    say_why(reason)
    found = _readable(text)
    if Agreement.objects.filter(district=keeper, code=code).exists():
        raise Refused(_("已有编号为 %s 的协议；请换一个编号。") % code)
    agreement = found.agreement
    assert agreement is not None
    _require_parties(agreement, parties)
    if keeper.player not in parties:
        raise Refused(_("%s不在各方之中，不能由它登记。") % keeper.name)
    made = Agreement.objects.create(
        code=code,
        status="fact" if agreement.status == "fact" else "illustrative",
        note=agreement.title.zh,
        district=keeper,
        file=f"agreements/{code}.yaml",
        parties=list(parties),
        valid_from=agreement.valid_from,
        valid_to=agreement.valid_to,
    )
    _save(actor, made, found, agreement.version)
    return made


@action("sharing.save_text", gettext_lazy("保存条文"))
def save_text(actor: Actor, agreement: Agreement, text: str, *, reason: str) -> AgreementVersion:
    """Keep a text as the version that it calls itself, with its problems where it has some.

    Raises:
        Refused: another's agreement, no reason, no YAML of an agreement at all, other districts
            than the agreement's parties, or that version was settled by already.
    """
    may_keep(actor, agreement).require()
    say_why(reason)
    found = _readable(text)
    assert found.agreement is not None
    _require_parties(found.agreement, agreement.parties)
    return _save(actor, agreement, found, found.agreement.version)


@action("sharing.date_events", gettext_lazy("登记协议的时点"))
def date_events(
    actor: Actor, agreement: Agreement, dates: Mapping[Event, datetime.date], *, reason: str
) -> Agreement:
    """Keep the days of the agreement's own events, all of them: one left out has no day any more.

    Raises:
        Refused: another's agreement, no reason, or an event that is one of firms.
    """
    may_keep(actor, agreement).require()
    say_why(reason)
    if strangers := [event.value for event in dates if event not in AGREEMENT_EVENTS]:
        raise Refused(_("%s 是企业的时点，写在企业名单上。") % "、".join(strangers))
    agreement.dates = {event.value: dates[event].isoformat() for event in AGREEMENT_EVENTS
                       if event in dates}  # fmt: skip
    agreement.save()
    return agreement


def players() -> dict[str, District]:
    """Players with the district that acts for each: the one that bears its code, else the first."""
    found: dict[str, District] = {}
    for district in District.objects.exclude(player="").order_by("code"):
        if district.code == district.player:
            found[district.player] = district
        found.setdefault(district.player, district)
    return found


def _readable(text: str) -> Examined:
    if len(text) > LONGEST:
        raise Refused(_("条文超过 %d 个字；附件另存。") % LONGEST)
    found = examine(text, players())
    if found.agreement is None:
        raise Refused(_("条文还读不懂，没有保存；按列出的问题改正后再保存。"))
    return found


def _require_parties(text: Terms, parties: Sequence[str]) -> None:
    if strangers := [code for code in district_parties(text) if code not in parties]:
        raise Refused(
            _("条文里的%(text)s不是协议的一方（%(parties)s）。")
            % {"text": "、".join(strangers), "parties": "、".join(parties)}
        )


def _save(actor: Actor, agreement: Agreement, found: Examined, version: str) -> AgreementVersion:
    kept = AgreementVersion.objects.filter(agreement=agreement, version=version).first()
    if kept is not None and kept.text != found.text and kept.runs.exists():
        raise Refused(_("版本 %s 已用于结算，不能再改；请在条文里写新的版本号。") % version)
    row = kept or AgreementVersion(
        agreement=agreement, district_id=agreement.district_id, version=version
    )
    row.text, row.problems, row.sound = found.text, list(found.problems), found.sound
    if found.agreement is not None:
        row.valid_from, row.valid_to = found.agreement.valid_from, found.agreement.valid_to
    row.saved_by_id = actor.id
    row.save()
    return row


def _keep_text(actor: Actor, keeper: District, row: Row, documents: Mapping[str, bytes]) -> None:
    content = documents.get(str(row.get("file") or ""))
    if content is None:
        return
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise Refused(
            _("协议文件 %(file)s 不是 UTF-8 文本。请另存为 UTF-8 再导入。") % {"file": row["file"]}
        ) from error
    agreement = Agreement.objects.get(district=keeper, code=row["id"])
    latest = agreement.versions.order_by("-saved_at").first()
    if latest is None or latest.text != text:
        found = examine(text, players())
        named = found.agreement.version if found.agreement else ""
        _save(actor, agreement, found, named or str(agreement.versions.count() + 1))


def _known(rows: list[Row]) -> Iterable[Agreement]:
    codes = [row["id"] for row in rows]
    return Agreement.objects.filter(code__in=codes).select_related("district")


def _require_players(row: Row, acting: Mapping[str, District]) -> None:
    for party in cast("list[str]", row.get("parties") or ()):
        if party not in acting:
            raise UnknownReference(f"agreements {row['id']}: parties = {party}")


def _add(outcome: Outcome, more: Outcome) -> None:
    outcome.created += more.created
    outcome.changed += more.changed
    outcome.same += more.same
