"""Forms of promises, evidence and remedies."""

from shigu.commitments.forms.promises import CommitmentForm, initial
from shigu.commitments.forms.proving import EvidenceForm, ReasonForm, RemedyForm, brought

__all__ = ["CommitmentForm", "EvidenceForm", "ReasonForm", "RemedyForm", "brought", "initial"]
