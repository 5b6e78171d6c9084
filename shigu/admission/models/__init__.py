"""Facts about evaluations: sheets, panels, what was put up, judged, decided and asked for."""

from shigu.admission.models.ballots import Ballot, Score
from shigu.admission.models.evaluations import Evaluation
from shigu.admission.models.panels import Panel
from shigu.admission.models.provisos import Proviso
from shigu.admission.models.sheets import ScoreSheet

__all__ = ["Ballot", "Evaluation", "Panel", "Proviso", "Score", "ScoreSheet"]
