"""``ETag`` tells the version of a row; ``If-Match`` changes that version and no other."""

import pytest

from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project


@pytest.fixture
def project(db):
    with acting_as_system():
        return Project.objects.filter(district__code="binjiang", disclosed=False).first()


@pytest.fixture
def patch(secret_of, client, project):
    headers = {"Authorization": f"Bearer {secret_of('lin', may_write=True)}"}

    def send(note, **more):
        return client.generic(
            "PATCH",
            f"/api/v1/projects/{project.pk}",
            data=f'{{"note": "{note}", "reason": "核实"}}'.encode(),
            content_type="application/json",
            headers=headers | more,
        )

    return send


def note_of(project):
    with acting_as_system():
        return Project.objects.get(pk=project.pk).note


def test_the_version_that_was_read_is_changed_and_the_next_is_told(ask, patch, project):
    read = ask("lin", f"/api/v1/projects/{project.pk}")["ETag"]
    with acting_as_system():
        last = project.events.latest("pgh_created_at")
    assert read == f'"{last.pk}"'
    changed = patch("一", **{"If-Match": read})
    assert changed.status_code == 200
    assert changed["ETag"] not in ("", read)
    assert patch("二", **{"If-Match": changed["ETag"]}).status_code == 200
    assert note_of(project) == "二"


def test_an_older_version_is_refused_and_nothing_changes(ask, patch, project):
    read = ask("lin", f"/api/v1/projects/{project.pk}")["ETag"]
    patch("别人的")
    late = patch("晚到的", **{"If-Match": read})
    assert (late.status_code, late["Content-Type"]) == (412, "application/problem+json")
    assert "lin" in late.json()["detail"]
    assert "修改项目" in late.json()["detail"]
    assert note_of(project) == "别人的"


def test_any_of_several_versions_will_do_and_a_star_is_every_version(ask, patch, project):
    read = ask("lin", f"/api/v1/projects/{project.pk}")["ETag"]
    assert patch("一", **{"If-Match": f'"nothing", {read}'}).status_code == 200
    assert patch("二", **{"If-Match": "*"}).status_code == 200
    assert patch("三", **{"If-Match": '"nothing"'}).status_code == 412
    assert note_of(project) == "二"


@pytest.mark.parametrize("address", ["spaces/sp-xh-land-1", "organisations/org-hikvision"])
def test_rows_that_every_member_reads_tell_their_version_too(ask, address):
    first, second = (ask(name, f"/api/v1/{address}")["ETag"] for name in ("lin", "shen"))
    assert first == second != ""


def test_what_is_not_tracked_tells_no_version(ask):
    listed = ask("lin", "/api/v1/zones?limit=1")
    assert "ETag" not in listed
