"""Pages of the chain."""

from shigu.chain.views.assessment import ask, progress, withdraw
from shigu.chain.views.candidates import Candidates
from shigu.chain.views.clusters import add_cluster, remove_cluster
from shigu.chain.views.compare import Compare, compared_figures
from shigu.chain.views.complexity import Complexity
from shigu.chain.views.control import ControlPage
from shigu.chain.views.flows import Flows
from shigu.chain.views.frontier import frontier
from shigu.chain.views.gaps import Gaps
from shigu.chain.views.graph import Links
from shigu.chain.views.judging import add_position, judge_position
from shigu.chain.views.link import link
from shigu.chain.views.stress import stress
from shigu.chain.views.versions import versions
from shigu.chain.views.wording import word_link

__all__ = [
    "Candidates",
    "Compare",
    "Complexity",
    "ControlPage",
    "Flows",
    "Gaps",
    "Links",
    "add_cluster",
    "add_position",
    "ask",
    "compared_figures",
    "frontier",
    "judge_position",
    "link",
    "progress",
    "remove_cluster",
    "stress",
    "versions",
    "withdraw",
    "word_link",
]
