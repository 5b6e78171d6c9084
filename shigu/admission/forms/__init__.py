"""Forms of evaluations."""

from shigu.admission.forms.deciding import DecisionForm, WithdrawForm
from shigu.admission.forms.meetings import CallForm, PutUpForm
from shigu.admission.forms.scoring import ScoreForm
from shigu.admission.forms.sheets import SheetForm

__all__ = ["CallForm", "DecisionForm", "PutUpForm", "ScoreForm", "SheetForm", "WithdrawForm"]
