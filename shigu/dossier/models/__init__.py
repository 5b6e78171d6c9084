"""The file of a project: its profile, plans of the year, papers and past evaluations."""

from shigu.dossier.models.authorisations import Authorisation
from shigu.dossier.models.clearances import Clearance
from shigu.dossier.models.evaluations import PastEvaluation
from shigu.dossier.models.profiles import Profile
from shigu.dossier.models.records import Papered, Record
from shigu.dossier.models.years import YearPlan

__all__ = [
    "Authorisation",
    "Clearance",
    "Papered",
    "PastEvaluation",
    "Profile",
    "Record",
    "YearPlan",
]
