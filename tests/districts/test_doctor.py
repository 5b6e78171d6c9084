"""The doctor: well where all is well; each thing that is wrong is named with its cure."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections

from shigu.districts.checks import refuse_unbound_role
from shigu.districts.models import Membership, User
from shigu.districts.scope import acting_as_system
from tests.security.connection import connect


def examined():
    told = StringIO()
    try:
        call_command("doctor", "--json", stdout=told)
    except SystemExit as end:
        assert end.code == 1
    return {
        finding["name"].split(" · ")[-1]: finding
        for finding in json.loads(told.getvalue())
        if finding["level"] != "good"
    }


@pytest.fixture
def told(fresh_database):
    """What is not well, apart from what a test machine lacks."""
    return lambda: {
        name: finding
        for name, finding in examined().items()
        if name not in {"assets", "translations", "worker"}
    }


def as_owner(statement):
    with connect("owner") as owner:
        owner.execute(statement)


def test_a_sound_installation_is_told_so(told):
    assert told() == {}


@pytest.mark.parametrize(
    ("damage", "name", "where"),
    [
        (
            "ALTER TABLE districts_membership NO FORCE ROW LEVEL SECURITY",
            "row security",
            "districts_membership",
        ),
        (
            "DROP POLICY app_insert ON projects_project",
            "row security",
            "projects_project",
        ),
        (
            "ALTER POLICY app_read ON projects_project USING (true)",
            "row security",
            "projects_project",
        ),
        (
            "CREATE POLICY more ON districts_grant FOR SELECT USING (true)",
            "row security",
            "districts_grant",
        ),
        ("CREATE TABLE extra (district_id bigint)", "row security", "extra"),
        (
            "GRANT EXECUTE ON FUNCTION shigu_scope.signature(text) TO shigu_app",
            "scope functions",
            "shigu_scope.signature(text)",
        ),
        (
            "ALTER FUNCTION shigu_scope.member() SECURITY INVOKER",
            "scope functions",
            "shigu_scope.member()",
        ),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "application role", "shigu_app"),
        ("UPDATE shigu_scope.signing SET inner_pad = 'x'", "signature of scopes", None),
        ("DROP TABLE conf_cache", "cache table", "conf_cache"),
        ("DELETE FROM django_migrations WHERE app = 'districts'", "migrations", None),
    ],
)
def test_what_is_wrong_is_named_with_its_cure(told, damage, name, where):
    as_owner(damage)
    found = told()
    assert name in found
    assert found[name]["level"] == "wrong"
    assert found[name]["cure"]
    assert where is None or found[name]["where"] == where


def test_migrating_cures_the_fences(told):
    as_owner("ALTER POLICY app_read ON projects_project USING (true)")
    as_owner("GRANT EXECUTE ON FUNCTION shigu_scope.signature(text) TO PUBLIC")
    assert told().keys() == {"row security", "scope functions"}
    call_command("migrate", verbosity=0)
    assert told() == {}


def test_the_site_does_not_start_with_an_unbound_role(fresh_database):
    refuse_unbound_role()
    connection.close()
    user = connections["default"].settings_dict["USER"]
    connections["default"].settings_dict["USER"] = connections["owner"].settings_dict["USER"]
    try:
        with pytest.raises(ImproperlyConfigured, match="owns tables"):
            refuse_unbound_role()
    finally:
        connection.close()
        connections["default"].settings_dict["USER"] = user


def test_a_worker_that_is_silent_is_a_warning(fresh_database):
    assert examined()["worker"]["level"] == "warning"
    as_owner("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert "worker" not in examined()


def add(*arguments):
    told = StringIO()
    call_command("add_person", *arguments, stdout=told)
    return told.getvalue().strip()


def test_the_first_administrator_is_added_from_the_command_line(db, client):
    link = add("mei", "--name=梅青", "--district=xiaoshan")
    page = client.get(link.split("8000")[1], follow=True)
    assert "设置密码" in page.text
    with acting_as_system():
        seat = Membership.objects.get(user__username="mei")
        assert (seat.district.code, seat.role) == ("xiaoshan", "administrator")
    told = StringIO()
    call_command("list_people", stdout=told)
    assert "xiaoshan:administrator" in told.getvalue()


def test_an_engineer_is_added_from_the_command_line_only(db):
    add("qi", "--engineer")
    assert User.objects.get(username="qi").is_staff


def test_a_district_that_is_not_there_is_refused_and_nothing_is_made(db):
    with pytest.raises(CommandError, match="binjiang"):
        add("mei", "--district=nowhere")
    assert not User.objects.filter(username="mei").exists()


def test_a_forgotten_password_of_the_last_administrator_is_cured(db, client):
    link = add("han")
    assert "设置密码" in client.get(link.split("8000")[1], follow=True).text
    assert not User.objects.get(username="han").has_usable_password()
