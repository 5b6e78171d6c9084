"""The OpenAPI document says what the API does, and the API does what the document says."""

import json
import os
from pathlib import Path

import jsonschema
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from schemathesis.specs.openapi.definitions import OPENAPI_31

from shigu.api import (
    articles,
    counting,
    dossiers,
    doubles,
    first_reports,
    graded,
    industry,
    joint,
    judging,
    leads,
    ledgers,
    news,
    pipeline,
    places,
    promises,
    registers,
    spreadsheets,
    working,
)
from shigu.api.limits import limiter
from shigu.api.site import api
from shigu.chain.models import Assessment, CandidateFinding, LinkFinding
from shigu.districts.scope import acting_as
from shigu.grading.models import GradedSheet
from shigu.projects.models import Project, ProjectYear, StageChange
from shigu.territory.models import Draw, Occupancy, Reservation
from tests.api.conftest import make_secret
from tests.database import another_database, elsewhere
from tests.people import user
from tests.registry.loaded import load

DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(), default=str))
OPERATIONS = [
    (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
EXAMPLES = int(os.environ.get("SHIGU_FUZZ", "2"))
PARTS = (places, graded, industry, pipeline, first_reports, promises, joint, spreadsheets, ledgers)
PARTS += (working, leads, counting, judging, registers, news, articles, doubles, dossiers)
RESOURCES = [r for part in PARTS for r in part.RESOURCES]
BY_PK = (
    Draw,
    Occupancy,
    Reservation,
    Project,
    ProjectYear,
    Assessment,
    LinkFinding,
    CandidateFinding,
    GradedSheet,
)
OF_KEYS = (ledgers, first_reports, promises, leads, registers, dossiers)
BY_PK += tuple(each.model for part in OF_KEYS for each in part.RESOURCES)
BY_PK += (StageChange, *(each.model for each in working.RESOURCES))
BY_PK += tuple(
    each.model for part in (counting, judging, news, articles, doubles) for each in part.RESOURCES
)
NAMES = Path(__file__).parent / "operations.txt"
schema = schemathesis.openapi.from_dict(DOCUMENT)
schema.app = WSGIHandler()


def key_of(row):
    """What names a row in addresses."""
    return row.pk if isinstance(row, BY_PK) else row.code


def known():
    """The key of a row that is there, by the first word of its address."""
    with acting_as(user("lin").pk, "lin"):
        own = Project.objects.filter(district__code="binjiang", disclosed=False).first()
    with acting_as(user("gu").pk, "gu") as gu:
        rows = {each.name: each.rows(gu).order_by("pk").first() for each in RESOURCES}
    return {name: row and key_of(row) for name, row in rows.items()} | {"projects": own.pk}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Secrets of tokens that write and keys of rows, in a database that has a large registry."""
    loaded = override_settings(ENVIRONMENT=load(tmp_path_factory.mktemp("registry")))
    with django_db_blocker.unblock(), another_database("api") as name, elsewhere(name), loaded:
        yield {name: make_secret(name, may_write=True) for name in ("lin", "shen", "gu")}, known()


@pytest.fixture
def asked(world, db, monkeypatch):
    """What ``world`` has, for as many requests as one likes, all undone with the test."""
    monkeypatch.setattr(limiter, "per_minute", 10**9)
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield world
    for signal in ends:
        signal.connect(close_old_connections)


WRITERS = dict.fromkeys(("projects", "project_years", "commitments", "capital_events"), "lin")
WRITERS |= dict.fromkeys(("spaces", "occupancies", "reservations"), "shen")


FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
REQUESTS = {each.ok().label: each.ok() for each in schema.get_all_operations()}
"""By name, not by ``schema.parametrize()``: under xdist its tests all had one id, and one ran."""


@pytest.mark.parametrize("label", REQUESTS)
def test_no_request_breaks_the_api(label, asked):
    secrets, keys = asked

    @FEW
    @given(REQUESTS[label].as_strategy())
    def each(case):
        part = case.path.split("/")[3]
        headers = {"Authorization": f"Bearer {secrets[WRITERS.get(part, 'gu')]}"}
        case.call_and_validate(headers=headers, checks=CHECKS)
        if keys.get(part) and "key" in case.path_parameters:
            case.path_parameters["key"] = str(keys[part])
            case.call_and_validate(headers=headers, checks=CHECKS)

    each()


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=str)
def test_an_operation_is_described_in_both_languages(method, path, operation):
    assert " · " in operation["summary"]
    for parameter in operation["parameters"]:
        if parameter["in"] == "query":
            assert parameter.get("description"), parameter["name"]
    problems = {"401", "422", "429"} | ({"404"} if "{" in path else set())
    problems |= {"400", "403", "409", "413", "415"} if method != "get" else set()
    assert problems <= operation["responses"].keys()
    assert operation["security"] == [{"DistrictToken": []}]


def test_the_document_is_openapi_3_1():
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert not list(jsonschema.Draft202012Validator(OPENAPI_31).iter_errors(DOCUMENT))


def test_operation_ids_are_stable_and_unique():
    names = [operation["operationId"] for _method, _path, operation in OPERATIONS]
    assert len(set(names)) == len(names)
    assert sorted(names) == NAMES.read_text(encoding="utf-8").split()


CHOICES = [
    (path, parameter["name"], choice)
    for method, path, operation in OPERATIONS
    for parameter in operation["parameters"]
    if method == "get" and "{" not in path
    for kind in parameter["schema"].get("anyOf", [parameter["schema"]])
    for choice in kind.get("enum", [])
]


def test_every_choice_that_the_document_offers_is_taken(client, asked):
    secrets, _keys = asked
    headers = {"Authorization": f"Bearer {secrets['gu']}"}
    assert len(CHOICES) > 100
    for path, name, choice in CHOICES:
        answer = client.get(path, {name: choice}, headers=headers)
        assert answer.status_code == 200, (path, name, choice, answer.content)
