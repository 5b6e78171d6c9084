"""A score sheet as people write it: a line each criterion and each item that vetoes."""

from __future__ import annotations

from itertools import count
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.admission.models import ScoreSheet
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.engine.admission.load import SCHEMA, SheetError, read_sheet
from shigu.engine.admission.values import Sheet
from shigu.face.forms import offer
from shigu.projects.forms import ReasonForm

BAR = " | "


class SheetForm(ReasonForm):
    """A new version, written from one that is known."""

    district = forms.ModelChoiceField(
        label=gettext_lazy("采用单位"), queryset=District.objects.none()
    )
    title = forms.CharField(label=gettext_lazy("评分表"))
    title_en = forms.CharField(label=gettext_lazy("英文名"), required=False)
    source = forms.CharField(label=gettext_lazy("来源"))
    criteria = forms.CharField(
        label=gettext_lazy("评分项"),
        widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("一行一项：名称 | 英文名 | 满分 | 打分说明。"),
    )
    vetoes = forms.CharField(
        label=gettext_lazy("否决项"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("一行一项：名称 | 英文名。"),
    )
    field_order = ("district", "title", "title_en", "source", "criteria", "vetoes", "reason")

    def __init__(self, *args: Any, actor: Actor, known: Sheet, **given: Any) -> None:
        self.known = known
        self.taken = {each.code for each in known.criteria} | {each.code for each in known.vetoes}
        super().__init__(*args, **({"initial": _written(known)} | given))
        own = District.objects.filter(
            pk__in=actor.writable.get(DataClass.PROJECTS, frozenset())
        ).order_by("code")
        offer(self, district=own)
        self.fields["district"].initial = own.first()

    def clean(self) -> dict[str, Any]:
        """The lines as a sheet; criteria that were known by their name keep their code."""
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        document = {
            "schema": SCHEMA,
            "id": self.known.id,
            "title": {"zh": told["title"], "en": told["title_en"] or told["title"]},
            "source": told["source"],
            "criteria": [self._criterion(*line) for line in _lines(told["criteria"], 4)],
            "vetoes": [self._veto(*line) for line in _lines(told["vetoes"], 2)],
        }
        try:
            told["sheet"] = read_sheet(document)
        except SheetError as error:
            raise forms.ValidationError(_("评分表读不通：%s") % error) from error
        return told

    def _criterion(self, at: int, zh: str, en: str, most: str, guidance: str) -> dict[str, Any]:
        known = {each.zh: each for each in self.known.criteria}
        same = known.get(zh)
        english = same.guidance_en if same and same.guidance_zh == guidance else guidance
        return {
            "code": same.code if same else self._free("c", at),
            "words": {"zh": zh, "en": en or zh},
            "most": most,
            "guidance": {"zh": guidance, "en": english},
        }

    def _veto(self, at: int, zh: str, en: str) -> dict[str, Any]:
        known = {each.zh: each.code for each in self.known.vetoes}
        return {"code": known.get(zh) or self._free("v", at), "words": {"zh": zh, "en": en or zh}}

    def _free(self, letter: str, at: int) -> str:
        """A code that neither the known sheet nor another line has."""
        code = next(name for n in count(at) if (name := f"{letter}{n}") not in self.taken)
        self.taken.add(code)
        return code


def begun(actor: Actor, key: str, shipped: dict[str, Sheet]) -> Sheet:
    """What a new sheet is written from: an adopted one by its key, else one that ships."""
    if key in shipped:
        return shipped[key]
    row = ScoreSheet.objects.visible_to(actor).filter(pk=key).first() if key else None
    return row.sheet if row else next(iter(shipped.values()))


def _lines(text: str, parts: int) -> list[tuple[Any, ...]]:
    lines = [line for line in text.replace("｜", "|").splitlines() if line.strip()]
    padded = (f"{line}{'|' * parts}".split("|", parts)[:parts] for line in lines)
    return [(at, *(part.strip(" |") for part in each)) for at, each in enumerate(padded, start=1)]


def _written(sheet: Sheet) -> dict[str, str]:
    criteria = [
        BAR.join((each.zh, each.en, f"{each.most.normalize():f}", each.guidance_zh))
        for each in sheet.criteria
    ]
    vetoes = [BAR.join((each.zh, each.en)) for each in sheet.vetoes]
    return {
        "title": sheet.zh,
        "title_en": sheet.en,
        "source": sheet.source,
        "criteria": "\n".join(criteria),
        "vetoes": "\n".join(vetoes),
    }
