"""Agreements and their ledgers."""

from shigu.sharing.models.agreements import Agreement, AgreementVersion
from shigu.sharing.models.firms import Confirmation, Enrolment, Measure
from shigu.sharing.models.handed import HandOverTerms
from shigu.sharing.models.ledgers import FiscalEntry, SettledLine, StatisticsEntry
from shigu.sharing.models.periods import Period, Reopening
from shigu.sharing.models.runs import Approval, Run, RunProgress, State
from shigu.sharing.models.taxes import Contribution, FiscalRegime, TaxBatch, TaxFile

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Approval",
    "Confirmation",
    "Contribution",
    "Enrolment",
    "FiscalEntry",
    "FiscalRegime",
    "HandOverTerms",
    "Measure",
    "Period",
    "Reopening",
    "Run",
    "RunProgress",
    "SettledLine",
    "State",
    "StatisticsEntry",
    "TaxBatch",
    "TaxFile",
]
