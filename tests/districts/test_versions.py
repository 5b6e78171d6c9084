"""Two people at one row: the slower is told what the faster did, and nothing is lost."""

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from shigu.districts.scope import acting_as, acting_as_system
from shigu.districts.versions import since, version_of
from shigu.projects.actions import revise
from shigu.projects.models import Project
from shigu.registry.actions import edit
from shigu.registry.models import Organisation
from shigu.territory.actions import change
from shigu.territory.models import Space
from tests.people import user

ADDRESS = {
    Project: lambda row: f"/projects/{row.pk}/edit/",
    Organisation: lambda row: f"/registry/organisations/{row.pk}/edit/",
    Space: lambda row: f"/territory/spaces/{row.code}/edit/",
}
FASTER = {
    Project: lambda actor, row: revise(actor, row, {"note": "快手写的"}, reason="先到"),
    Organisation: lambda actor, row: edit(actor, row, {"note": "快手写的"}, reason="先到"),
    Space: lambda actor, row: change(actor, row, {"note": "快手写的"}, reason="先到"),
}


WHO = {Project: "lin", Organisation: "lin", Space: "shen"}
HOME = {"lin": "binjiang", "shen": "xiaoshan"}


def pick(model):
    with acting_as_system():
        rows = model.objects.filter(district__code=HOME[WHO[model]])
        if model is Project:
            rows = rows.filter(disclosed=False, organisation__isnull=True)
        return rows.select_related("district").order_by("code").first()


def filled(page):
    """What the form of a page sends, as a browser would."""
    form, sent = page.context["form"], {}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list) and name not in {"districts_allowed", "districts_excluded"}:
            value = form.fields[name].prepare_value(value)
        if value not in (None, False, []):
            sent[name] = value
    return sent | {"reason": "后到"}


@pytest.fixture
def colleagues(db):
    """Han sits beside Lin and beside Shen."""
    join()


def join():
    with acting_as_system():
        for name in HOME:
            seat = user(name).memberships.get()
            seat.pk, seat.user, seat._state.adding = uuid4(), user("han"), True
            seat.save()


@pytest.mark.parametrize("model", [Project, Organisation, Space])
def test_the_slower_sees_both_values_and_who_changed_what(signed_in, colleagues, model, act):
    row = pick(model)
    client, address = signed_in(WHO[model]), ADDRESS[model](row)
    sent = filled(client.get(address)) | {"note": "慢手写的"}
    with act("han") as han:
        FASTER[model](han, row)
    answer = client.post(address, sent)
    assert answer.status_code == 409, answer.context["form"].errors
    for words in ("别人改过它", "han", "先到", "快手写的", "慢手写的"):
        assert words in answer.text
    clash = answer.context["form"].clash
    assert ("备注", "快手写的", "慢手写的") in [(c.name, c.before, c.after) for c in clash.both]
    with acting_as_system():
        assert model.objects.get(pk=row.pk).note == "快手写的"
    again = filled(answer)
    assert again["note"] == "慢手写的"
    assert client.post(address, again).status_code == 302
    with acting_as_system():
        kept = model.objects.get(pk=row.pk)
        assert kept.note == "慢手写的"
        assert "快手写的" in list(kept.events.values_list("note", flat=True))


@pytest.mark.parametrize("model", [Project, Organisation, Space])
def test_nobody_in_between_and_the_form_is_saved(signed_in, model):
    row = pick(model)
    client, address = signed_in(WHO[model]), ADDRESS[model](row)
    sent = filled(client.get(address)) | {"note": "改好"}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    with acting_as_system():
        assert model.objects.get(pk=row.pk).note == "改好"


@pytest.mark.parametrize("version", ["", "never", "00000000-0000-4000-8000-000000000000"])
def test_a_form_without_its_version_changes_nothing(signed_in, version):
    row = pick(Space)
    client, address = signed_in("shen"), ADDRESS[Space](row)
    sent = filled(client.get(address)) | {"note": "偷改", "version": version}
    assert client.post(address, sent).status_code == (409 if version else 422)
    with acting_as_system():
        assert Space.objects.get(pk=row.pk).note == row.note


def test_the_version_is_the_last_event_and_tells_all_later_ones(act):
    with act("lin") as lin:
        row = pick(Project)
        first = version_of(row)
        assert since(row, first) == ()
        for note in ("一", "二"):
            revise(lin, row, {"note": note}, reason=f"改成{note}")
        assert [event.reason for event in since(row, first)] == ["改成二", "改成一"]
        assert [c.after for c in since(row, first)[0].changes] == ["二"]


def test_two_at_the_same_moment_are_one_after_the_other(fresh_database):
    """Both send the same version at once: one is saved, the other is told."""
    row = pick(Space)
    join()
    found, gate = {}, threading.Barrier(2)

    def hurry(name):
        try:
            with acting_as(user(name).pk, name) as actor:
                version = version_of(row)
                gate.wait(10)
                late = since(row, version)
                if not late:
                    change(actor, row, {"note": name}, reason="同时")
            found[name] = bool(late)
        finally:
            connection.close()

    pair = [threading.Thread(target=hurry, args=(name,)) for name in ("shen", "han")]
    for each in pair:
        each.start()
    for each in pair:
        each.join(30)
    assert sorted(found.values()) == [False, True]
    with acting_as_system():
        assert Space.objects.get(pk=row.pk).note == next(n for n, late in found.items() if not late)


def test_a_page_of_another_district_tells_no_version(signed_in):
    row = pick(Project)
    assert signed_in("shen").get(ADDRESS[Project](row)).status_code == 404
    assert Client().get(ADDRESS[Project](row)).status_code == 302
