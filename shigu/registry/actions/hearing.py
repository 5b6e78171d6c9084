"""What is heard of an organisation: noted with its sentence and source, withdrawn with a reason."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import Source, Status
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.engine.pack.schema import schema
from shigu.registry.checked import checked, words
from shigu.registry.models import Organisation, Signal
from shigu.registry.policies import may_write_in

SIGNALS = "signals"
Told = Mapping[str, Any]
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a signal was read, when that is no source yet."""

    title: str
    url: str = ""
    publisher: str = ""
    trust: str = Source.Trust.PRESS


@action("registry.hear", pgettext_lazy("历史", "登记动向"))
def hear(
    actor: Actor,
    organisation: Organisation,
    told: Told,
    *,
    reason: str,
    cited: Cited | None = None,
) -> Signal:
    """Note a signal; ``told``: kind, date, statement, and amount_wan, growth, place, source, note.

    With a source it is a fact; what is ``cited`` becomes one, or is the one with that address.

    Raises:
        Refused: another district keeps the organisation, no reason, a fault of the row, or it is
            noted already.
    """
    may_write_in(actor, organisation.district).require()
    say_why(reason)
    for why in faults(organisation, told, cited).values():
        raise Refused(why)
    same = {name: told[name] for name in ("kind", "date", "statement")}
    if Signal.objects.filter(organisation=organisation, **same).exists():
        raise Refused(_("这条动向已经登记。"))
    given = {**told, "source": _source(cited) if cited else told.get("source")}
    return Signal.objects.create(
        **given,
        organisation=organisation,
        code=f"sig-{uuid.uuid4().hex[:12]}",
        status=_status(given["source"]),
    )


@action("registry.unhear", pgettext_lazy("历史", "撤回动向"))
def unhear(actor: Actor, signal: Signal, *, reason: str) -> None:
    """Withdraw a signal: it counts no more; history keeps it, with its source.

    Raises:
        Refused: another district keeps the organisation, or no reason.
    """
    may_write_in(actor, signal.organisation.district).require()
    say_why(reason)
    signal.delete()


def faults(organisation: Organisation, told: Told, cited: Cited | None = None) -> dict[str, str]:
    """What is wrong with a signal, by column; the rules of packs, and what only people know."""
    status = _status(told.get("source"))
    row = {**told, "organisation": organisation, "status": status}
    problems = checked(schema().tables[SIGNALS], row)[1]
    found = {fault.column or "": words(fault) for fault in problems}
    return dict(_beyond_packs(organisation, told, cited)) | found


def _beyond_packs(
    organisation: Organisation, told: Told, cited: Cited | None
) -> Iterator[tuple[str, str]]:
    date, today = str(told.get("date") or ""), timezone.localdate().isoformat()
    if date > today[: len(date)]:
        yield "date", _("这一天还没有到；计划中的事，写它公布的日期。")
    if not str(told.get("statement") or "").strip():
        yield "statement", _("请照录所依据的那句话。")
    illustrative = not cited and _status(told.get("source")) == Status.ILLUSTRATIVE
    if illustrative and organisation.status == Status.FACT:
        yield "source", _("真实机构的动向须有来源：选一个，或写下标题与网址。")


def _status(source: Source | None) -> str:
    return source.status if source else Status.ILLUSTRATIVE


def _source(cited: Cited) -> Source:
    """The source with that address, or with that title where there is none."""
    known = Source.objects.filter(url=cited.url) if cited.url else Source.objects.none()
    if (found := known.order_by("pk").first()) is not None:
        return found
    key = hashlib.sha256((cited.url or cited.title).encode()).hexdigest()[:DIGITS]
    told = {"title": cited.title, "url": cited.url, "publisher": cited.publisher}
    return Source.objects.get_or_create(
        code=f"cited-{key}",
        defaults=told | {"trust": cited.trust, "read_on": timezone.localdate()},
    )[0]
