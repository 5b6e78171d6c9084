"""Forms of agreements: their texts, their firms, and having a year settled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.versions import version_of
from shigu.districts.vocabulary import DataClass
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Event
from shigu.engine.sharing.settlement.sheets.load import AGREEMENT_EVENTS
from shigu.face.forms import DateInput, offer
from shigu.registry.forms import OneOrganisation, among
from shigu.sharing.actions import Listed
from shigu.sharing.models import Agreement, AgreementVersion, Enrolment
from shigu.sharing.names import in_words, party_names
from shigu.sharing.texts import LONGEST

DATED = (
    Event.REGISTERED,
    Event.GROUNDBREAKING,
    Event.IN_OPERATION,
    Event.FIRST_TAX,
    Event.FULL_PRODUCTION,
    Event.MOVED,
    Event.LEFT,
)
FACT = re.compile(r"^\s*([^=＝]+?)\s*[=＝]\s*(.+?)\s*$")


def dated(events: Iterable[Event]) -> dict[str, forms.DateField]:
    """A field for the day of each event."""
    words = language().words["event"]
    return {
        event.value: forms.DateField(
            label=in_words(words[event.value]), required=False, widget=DateInput
        )
        for event in events
    }


class ReasonForm(forms.Form):
    """Why; it stays in history."""

    reason = forms.CharField(label=_("事由"), help_text=_("写进历史，各方可见。"))


class OptionalReasonForm(forms.Form):
    """A remark; it stays in history."""

    reason = forms.CharField(label=_("意见"), required=False, help_text=_("不同意时必填。"))


class TextForm(ReasonForm):
    """The text of an agreement, typed or as a file."""

    text = forms.CharField(
        label=_("条文"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 24, "spellcheck": "false", "class": "code"}),
        help_text=_("规则语言见手册“协议规则语言”；右侧随写随读。"),
    )
    file = forms.FileField(
        label=_("或上传文件"),
        required=False,
        widget=forms.FileInput({"accept": ".yaml,.yml,.txt"}),
        help_text=_("UTF-8 的 YAML；有文件时以文件为准。"),
    )
    field_order: Sequence[str] = ("text", "file", "reason")

    def clean(self) -> dict[str, Any]:
        super().clean()
        file = self.cleaned_data.get("file")
        if file is not None:
            self.cleaned_data["text"] = self._read(file)
        if not (self.cleaned_data.get("text") or "").strip() and "file" not in self.errors:
            self.add_error("text", _("写上条文，或选一个文件。"))
        return self.cleaned_data

    def _read(self, file: Any) -> str:
        if (file.size or 0) > LONGEST * 4:
            self.add_error("file", _("文件太大；附件另存。"))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("不是 UTF-8 文本；请另存为 UTF-8。"))
            return ""


class NewAgreementForm(TextForm):
    """A new agreement: who keeps it, between whom, and its text."""

    code = forms.RegexField(
        r"^[^\s;#/]+$", label=_("编号"), max_length=60, help_text=_("例如 xs-bj-2026；不含空格。")
    )
    keeper = forms.ModelChoiceField(
        District.objects.none(), label=_("登记区县"), to_field_name="code"
    )
    parties = forms.MultipleChoiceField(
        label=_("各方"), widget=forms.CheckboxSelectMultiple, help_text=_("签约的参与主体。")
    )
    field_order = ("code", "keeper", "parties", "text", "file", "reason")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        players = District.objects.exclude(player="").order_by("code")
        acting = [place for place in players if place.code == place.player]
        offer(self, keeper=players.filter(pk__in=actor.writable.get(DataClass.SHARING, ())))
        field = self.fields["parties"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(place.player, place.name) for place in acting]


class FirmForm(ReasonForm):
    """A firm on the list of an agreement: whom it binds, since when, on what evidence."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    organisation = OneOrganisation(
        label=pgettext_lazy("一个", "企业"), help_text=_("统一社会信用代码、编号或全称。")
    )
    host = forms.ChoiceField(label=_("落地方"))
    introducer = forms.ChoiceField(label=_("引荐方"), required=False)
    origin = forms.ChoiceField(label=_("迁出方"), required=False)
    facts = forms.CharField(
        label=_("事实"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("适用条件用到的事实，一行一个，例如 led_by=government。"),
    )
    evidence = forms.CharField(
        label=_("依据"), help_text=_("会议纪要、落户协议或文件编号，例如 专班纪要〔2026〕3号。")
    )

    def __init__(self, *args: Any, actor: Actor, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, actor)
        called = party_names(agreement.parties)
        for name in ("host", "introducer", "origin"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            none = [] if field.required else [("", "—")]
            field.choices = [*none, *((code, called[code]) for code in agreement.parties)]
        self.fields |= dated(DATED)
        self.order_fields(
            ("organisation", "host", "introducer", "origin", *DATED, "facts", "evidence")
        )

    def clean_facts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in filter(str.strip, self.cleaned_data["facts"].splitlines()):
            match = FACT.match(line)
            if match is None:
                raise forms.ValidationError(_("“%(line)s”不是“事实=取值”。"), params={"line": line})
            found[match[1]] = match[2]
        return found

    def listed(self) -> Listed:
        """The firm as the action takes it."""
        found = self.cleaned_data
        return Listed(
            host=found["host"],
            evidence=found["evidence"],
            introducer=found["introducer"],
            origin=found["origin"],
            facts=found["facts"],
            dates={event: found[event.value] for event in DATED if found.get(event.value)},
        )


def firm_initial(row: Enrolment) -> dict[str, Any]:
    """How a firm stands on the list, for the form."""
    return {
        "version": version_of(row),
        "organisation": row.organisation_id,
        "host": row.host,
        "introducer": row.introducer,
        "origin": row.origin,
        "facts": "\n".join(f"{name}={value}" for name, value in row.facts.items()),
        "evidence": row.evidence,
    } | {name: datetime.date.fromisoformat(day) for name, day in row.dates.items()}


class DatesForm(ReasonForm):
    """The days of an agreement's own events."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        kept = {name: datetime.date.fromisoformat(day) for name, day in agreement.dates.items()}
        super().__init__(data, initial={"version": version_of(agreement), **kept})
        self.fields |= dated(AGREEMENT_EVENTS)
        self.order_fields([*AGREEMENT_EVENTS, "reason"])

    def dates(self) -> dict[Event, datetime.date]:
        """The days that were given."""
        found = self.cleaned_data
        return {event: found[event.value] for event in AGREEMENT_EVENTS if found[event.value]}


class SettleForm(forms.Form):
    """Which year is settled, under which version."""

    year = forms.IntegerField(label=_("年度"), min_value=1994, max_value=2199)
    version = forms.ModelChoiceField(
        AgreementVersion.objects.none(), label=_("协议版本"), empty_label=None
    )
    reason = forms.CharField(label=_("事由"), required=False, help_text=_("例如“年终结算”。"))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, version=agreement.versions.filter(sound=True))
        self.initial.setdefault("year", timezone.localdate().year - 1)
