"""Leads, their talks and events, and first reports."""

from shigu.leads.models.claims import Claim, ClaimEvent, Protection
from shigu.leads.models.clashes import Appeal, Clash, LedgerTerms
from shigu.leads.models.events import Guest, PromotionEvent
from shigu.leads.models.leads import Lead, LeadContact
from shigu.leads.models.talks import LeadFile, Talk

__all__ = [
    "Appeal",
    "Claim",
    "ClaimEvent",
    "Clash",
    "Guest",
    "Lead",
    "LeadContact",
    "LeadFile",
    "LedgerTerms",
    "PromotionEvent",
    "Protection",
    "Talk",
]
