"""Two imports of the same rows at the same moment, each over a connection of its own."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

from django.db import connection

from shigu.data import actions, importing
from shigu.data.actions import importing as writing
from shigu.data.models import Import
from shigu.districts.scope import acting_as
from shigu.leads.models import PromotionEvent
from tests.data.working import sheet
from tests.people import user

ROW = {"name": "视觉产业对接会", "kind": "对接会", "on": "2026-11-20"}


def ready(person):
    with acting_as(person, "林岚") as lin:
        made = actions.bring(lin, "promotion_events", "台账.csv", sheet("promotion_events", ROW))
    importing.read(str(made.pk), person)
    with acting_as(person, "林岚") as lin:
        actions.confirm(lin, Import.objects.get(pk=made.pk), reason="十一月台账")
    return str(made.pk)


def test_of_two_sheets_with_one_event_one_is_written(fresh_database, monkeypatch):
    lin = user("lin").pk
    keys = [ready(lin), ready(lin)]
    both, put_rows = Barrier(2), writing.put_rows

    def together(*given):
        with suppress(BrokenBarrierError):
            both.wait(3)
        return put_rows(*given)

    def write(key):
        try:
            importing.write(key, lin)
        finally:
            connection.close()

    monkeypatch.setattr(writing, "put_rows", together)
    threads = [Thread(target=write, args=[key]) for key in keys]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with acting_as(lin, "林岚"):
        assert PromotionEvent.objects.count() == 1
        assert sorted(Import.objects.values_list("state", flat=True)) == ["done", "failed"]
        assert "预览之后数据变了" in Import.objects.get(state="failed").problem
