"""``shigu ingest --second-opinion`` prints a second reader beside the machine, and keeps it so."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from shigu.conf.environment import environment
from shigu.ingest.models import Statement
from tests.engine.text.second.said import answer
from tests.ingest.world import SIGNED
from tests.sources.site import site

PROJECT = "星澜高端镜头项目"
SENTENCE = SIGNED.split("\n")[3].split("。")[0]
TOTAL = SIGNED.split("\n")[2]
SAYS = answer(
    {"kind": "entity", "type": "PROJECT", "name": PROJECT, "quote": TOTAL},
    {
        "kind": "attribute",
        "type": "investment_total",
        "name": PROJECT,
        "value": "12.5亿元",
        "modality": "happened",
        "quote": TOTAL,
    },
    {"kind": "entity", "type": "COMPANY", "name": "云谷光电有限公司", "quote": SENTENCE},
)


@pytest.fixture
def page(tmp_path):
    (tmp_path / "a.txt").write_text(SIGNED, "utf-8")
    return tmp_path / "a.txt"


@pytest.fixture
def reader(monkeypatch):
    content = {"choices": [{"message": {"content": SAYS}}]}
    answers = {"/v1/chat/completions": (200, {}, json.dumps(content).encode())}
    with site(answers) as server:
        monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", f"http://127.0.0.1:{server.server_port}/v1")
        monkeypatch.setenv("SHIGU_SECOND_OPINION_MODEL", "small")
        environment.cache_clear()
        yield answers
    environment.cache_clear()


def run(*words):
    return CliRunner().invoke(app, ["ingest", *map(str, words), "--second-opinion"])


def test_it_is_printed_beside_and_both_sides_of_a_contradiction_are_shown(page, reader):
    told = run(page, "--lang", "en")
    assert told.exit_code == 0, told.stderr
    lines = told.stdout.splitlines()
    assert f"  · confirmed entity PROJECT {PROJECT} {PROJECT}" in lines
    at = lines.index(f"  · contradicts attribute investment_total {PROJECT} happened 12.5亿元")
    assert lines[at + 1] == f"    ≠ attribute investment_total {PROJECT} agreed 12.5亿元"
    assert lines[-1] == "  1 not taken: the name is not in the quote or not listed 1"


def test_as_json(page, reader):
    told = run(page, "--json")
    second = json.loads(told.stdout)["second"]
    assert (second["model"], second["dropped"]) == ("small", {"name": 1})
    verdicts = [each["agreement"]["verdict"] for each in second["statements"]]
    assert verdicts == ["confirmed", "contradicts"]
    for each in second["statements"]:
        assert each["confidence"] == 0.5
        assert SIGNED[each["start"] : each["end"]] in (PROJECT, "12.5亿元")


def test_without_settings_it_is_refused_before_anything_is_read(page, monkeypatch):
    monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", "")
    environment.cache_clear()
    refused = run(page)
    environment.cache_clear()
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "SHIGU_SECOND_OPINION_URL" in refused.stderr


def test_a_reader_that_fails_is_told_and_the_page_is_read(page, reader):
    reader["/v1/chat/completions"] = (401, {}, b"")
    told = run(page, "--json", "--lang", "en")
    assert told.exit_code == 1
    document = json.loads(told.stdout)
    assert (document["title"], document["second"]) == (SIGNED.split("\n")[0], None)
    assert "HTTP 401" in told.stderr


def test_it_is_stored_once_beside_the_machine(page, reader, act, monkeypatch):
    monkeypatch.setattr("shigu.cli.ingest_store.ready", lambda: None)
    told = [run(page, "--store", "--lang", "en").stderr.splitlines()[-1] for _ in range(2)]
    assert told == [f"stored: {n} statements of the second reader" for n in (2, 0)]
    with act("gu") as gu:
        rows = Statement.objects.visible_to(gu).filter(extractor="second:small")
        assert [each.type for each in rows.order_by("number")] == ["PROJECT", "investment_total"]
