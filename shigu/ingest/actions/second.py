"""A second opinion of an article is kept beside what the machine says, never in its place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.policies import may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.text.second import PREFIX
from shigu.engine.text.second.opinion import Opinion
from shigu.ingest.bridge import second_statements
from shigu.ingest.models import Document, Statement


@action("ingest.keep_second_opinion", _("存入第二读者的意见"))
def keep_second_opinion(
    actor: Actor, document: Document, model: str, opinion: Opinion, *, reason: str = ""
) -> list[Statement]:
    """Add what ``model`` says of a stored article; nothing where it has spoken of it before.

    No statement, event, proposal or judgement that is there changes.

    Raises:
        Refused: the actor keeps no register.
    """
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    Document.objects.select_for_update().get(pk=document.pk)
    there = list(document.statements.order_by("number"))
    extractor = f"{PREFIX}{model}"
    if any(each.extractor == extractor for each in there):
        return []
    return Statement.objects.bulk_create(second_statements(document, opinion, extractor, there))
