"""The chain and its links, those who stand on them, and the computed assessments."""

from shigu.chain.models.assessed import Assessment, CandidateFinding, LinkFinding
from shigu.chain.models.compared import ComparedCluster
from shigu.chain.models.inputoutput import LinkSector, Sector, SectorFlow
from shigu.chain.models.standing import Capability, Position, Scenario
from shigu.chain.models.vocabulary import Chain, ChainMapping, Link, ReferenceCount, Supply

__all__ = [
    "Assessment",
    "CandidateFinding",
    "Capability",
    "Chain",
    "ChainMapping",
    "ComparedCluster",
    "Link",
    "LinkFinding",
    "LinkSector",
    "Position",
    "ReferenceCount",
    "Scenario",
    "Sector",
    "SectorFlow",
    "Supply",
]
