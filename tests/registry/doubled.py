"""A firm that is on the register twice, with rows of several apps that lean on each."""

from django.apps import apps

from shigu.districts.scope import acting_as_system
from shigu.registry import actions
from shigu.registry.models import (
    Judgement,
    Merge,
    Organisation,
    OrganisationWords,
    Proposal,
    Signal,
)

STORY = {Judgement, Proposal, Merge, OrganisationWords}
"""Models whose keys tell of pairs, or of what a row is found by; they follow nobody."""
KEPT, GONE = "org-hikvision", "org-hik-double"
DOUBLE = {"id": GONE, "name_zh": "海康威视（重复登记）", "kind": "enterprise", "status": "fact"}
SIGNAL = {"id": "sig-double", "organisation": GONE, "kind": "tender", "date": "2026-11-01"}
HELD = {"id": "own-double", "owner": GONE, "owned": "cn-688213", "share": 0.1}
ITSELF = {"id": "own-itself", "owner": GONE, "owned": KEPT, "share": 0.2}


def columns():
    """(model, field) of every key to an organisation that follows a merge."""
    for model in apps.get_models():
        if model in STORY or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Organisation:
                yield model, field


def register(actor, district="binjiang"):
    """The two rows, with what leans on the second."""
    actions.put(actor, "organisations", [DOUBLE | {"district": district}])
    illustrative = {"status": "illustrative"}
    actions.put(actor, "signals", [SIGNAL | illustrative])
    actions.put(actor, "ownerships", [HELD | illustrative, ITSELF | illustrative])
    return pair()


def pair():
    found = {row.code: row for row in Organisation.objects.filter(code__in=[KEPT, GONE])}
    return found[KEPT], found[GONE]


def state():
    """Who leans on whom, everywhere, and what each of the two is found by."""
    with acting_as_system():
        found = {
            (field.model._meta.db_table, field.column, key): held
            for model, field in columns()
            for key, held in model._default_manager.values_list("pk", field.attname)
        }
        words = OrganisationWords.objects.filter(organisation__code__in=[KEPT, GONE])
        return found, dict(words.values_list("organisation__code", "words"))


def signals_of(row):
    return set(Signal.objects.filter(organisation=row).values_list("code", flat=True))
