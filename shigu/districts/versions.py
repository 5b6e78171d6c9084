"""Two people at one row: what was read carries its version, and nobody overwrites unseen.

The version of a tracked row is the key of the last event of its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shigu.districts.timeline import SHOWN, changes, told
from shigu.face.pieces import Change, Event

if TYPE_CHECKING:
    RowForm = forms.ModelForm[Any]
else:
    RowForm = forms.ModelForm

OPENED, CONFLICT, INVALID = 200, 409, 422


@dataclass(frozen=True, slots=True)
class Clash:
    """What others did to the row meanwhile, and each value now beside the one in the form."""

    events: tuple[Event, ...]
    both: tuple[Change, ...]


def version_of(row: Model) -> str:
    """The version of a tracked row as it stands; empty where history has nothing of it."""
    return str(_events(row).values_list("pgh_id", flat=True).first() or "")


def since(row: Model, version: str) -> tuple[Event, ...]:
    """What happened to the row after ``version``, the newest first.

    The row is held until the transaction ends: what did not happen by now will not before that.
    A version that the row never had is older than everything.
    """
    type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if version == version_of(row):
        return ()
    known = {str(key): at for key, at in _events(row).values_list("pgh_id", "pgh_created_at")}
    if version not in known:
        return told(type(row), _events(row))
    later = _events(row).filter(pgh_created_at__gte=known[version])
    return told(type(row), later, shown=SHOWN)[: sum(at > known[version] for at in known.values())]


class VersionedForm(RowForm):
    """A form that changes a tracked row as it was when the form was opened."""

    version = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": _("这一页没有带上打开时的版本；请重新打开。")},
    )
    clash: Clash | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]
        else:
            self.initial["version"] = version_of(self.instance)

    def overtaken(self) -> bool:
        """Whether somebody was faster. Then ``clash`` tells, and the form waits for a second look.

        The form keeps what was filled in, and is of the version that is told now.
        """
        row = self.instance
        if row._state.adding:
            return False
        if not (events := since(row, self.cleaned_data["version"])):
            return False
        now = type(row)._default_manager.get(pk=row.pk)
        self.clash = Clash(events, changes(type(row), row, now))
        filled = cast("QueryDict", self.data).copy()
        filled["version"] = version_of(row)
        self.data = filled
        return True


def status_of(form: forms.BaseForm) -> int:
    """The status of a page that shows a form: asked for, to be corrected, or overtaken."""
    if getattr(form, "clash", None):
        return CONFLICT
    return INVALID if form.is_bound else OPENED


def _events(row: Any) -> Any:
    return row.events.order_by("-pgh_created_at")
