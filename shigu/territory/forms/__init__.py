"""Forms: what a project needs, what a space offers, who holds it and for whom it is kept."""

from shigu.territory.forms.holding import HoldForm, ReleaseForm
from shigu.territory.forms.reserving import ConfirmForm, ExtendForm, FreeForm, ReserveForm
from shigu.territory.forms.spaces import NeedForm, SpaceForm

__all__ = [
    "ConfirmForm",
    "ExtendForm",
    "FreeForm",
    "HoldForm",
    "NeedForm",
    "ReleaseForm",
    "ReserveForm",
    "SpaceForm",
]
