"""Leads, their talks and events, and first reports."""

from shigu.leads.models.claims import Claim, ClaimEvent, Protection
from shigu.leads.models.clashes import Appeal, Clash, LedgerTerms

__all__ = ["Appeal", "Claim", "ClaimEvent", "Clash", "LedgerTerms", "Protection"]
