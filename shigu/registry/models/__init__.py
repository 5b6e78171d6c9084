"""Rows of the registry."""

from shigu.registry.models.facts import Ownership, Signal
from shigu.registry.models.judgements import Judgement, Proposal
from shigu.registry.models.merges import Merge, Repointed
from shigu.registry.models.names import Identifier, OtherName, RegistryRow
from shigu.registry.models.organisation import Organisation, OrganisationWords

__all__ = (
    "Identifier",
    "Judgement",
    "Merge",
    "Organisation",
    "OrganisationWords",
    "OtherName",
    "Ownership",
    "Proposal",
    "RegistryRow",
    "Repointed",
    "Signal",
)
