"""Sources are read in the background: whole or not at all, and only what may have changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import shigu.sources
from shigu.conf.environment import environment
from shigu.districts.policies import Refused
from shigu.ingest import actions, running
from shigu.ingest.actions import running as runs
from shigu.ingest.models import Document, Event, FetchedPage, Run, Source
from tests.people import user
from tests.sources.site import site

ROOT = Path(shigu.sources.__file__).parent


@pytest.fixture(autouse=True)
def inside(monkeypatch, tmp_path):
    monkeypatch.setenv("SHIGU_PRIVATE_SOURCES", "true")
    monkeypatch.setattr("shigu.sources.fetch.PAUSE_SECONDS", 0.0)
    environment.cache_clear()
    yield
    environment.cache_clear()


@pytest.fixture
def answers():
    sample = ROOT / "rss" / "sample"
    return {f"/{path.name}": (200, {}, path.read_bytes()) for path in sample.iterdir()}


@pytest.fixture
def served(answers):
    with site(answers) as server:
        yield server


@pytest.fixture
def feed(act, served):
    with act("gu") as gu:
        home = f"http://127.0.0.1:{served.server_port}"
        return actions.register_source(gu, "lake", "rss", {"addresses": [f"{home}/index.xml"]})


def asked(act, source):
    with act("gu") as gu:
        return actions.ask_for_run(gu, source).pk


def carried_out(act, source):
    key = asked(act, source)
    running.run(str(key), user("gu").pk)
    with act("gu"):
        return Run.objects.get(pk=key)


def counts(run):
    return (run.state, run.listed, run.seen, run.new, run.changed, run.refused)


def test_a_feed_is_read_and_read_again_without_doubles(act, feed, served):
    run = carried_out(act, feed)
    assert counts(run) == ("done", 3, 3, 3, 0, 0)
    with act("gu"):
        assert set(Document.objects.values_list("source__code", "run")) == {("lake", run.pk)}
        assert not FetchedPage.objects.exists()
    assert counts(carried_out(act, feed)) == ("done", 3, 3, 0, 0, 0)
    with act("gu"):
        assert Document.objects.count() == 3
    served.got.clear()
    later = timezone.now() + timedelta(days=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        assert counts(carried_out(act, feed)) == ("done", 3, 0, 0, 0, 0)
    assert [path for _, path in served.got] == ["/robots.txt", "/index.xml"]


def test_a_changed_page_is_a_version_and_its_event_follows(act, feed, answers):
    carried_out(act, feed)
    status, headers, body = answers["/star.html"]
    answers["/star.html"] = (status, headers, body.decode().replace("12.5亿", "13.5亿").encode())
    assert counts(carried_out(act, feed)) == ("done", 3, 3, 0, 1, 0)
    with act("gu"):
        [signed] = Event.objects.filter(type="SIGN", name="星澜高端镜头项目")
        assert signed.amount_yuan == 1_350_000_000
        assert signed.place.code == "xiaoshan"
        [telling] = signed.tellings.all()
        assert telling.statement.document.earlier.raw.count("12.5亿") == 1


def test_broken_assertions_fail_the_run_and_keep_what_was(act, feed, answers):
    carried_out(act, feed)
    for name in ("/star.html", "/pilot.html"):
        answers[name] = (200, {}, "<p>页面改版，请登录后查看</p>".encode())
    run = carried_out(act, feed)
    assert counts(run)[:4] == ("failed", 3, 3, 0)
    assert [problem["code"] for problem in run.problems][:2] == ["good", "body"]
    assert {"place", "code", "zh", "en"} == set(run.problems[0])
    with act("gu"):
        assert Document.objects.count() == 3
        assert not FetchedPage.objects.exists()


def test_a_feed_that_is_none_fails_loudly(act, feed, answers):
    answers["/index.xml"] = (200, {}, b"<html>")
    run = carried_out(act, feed)
    assert (run.state, [problem["code"] for problem in run.problems]) == ("failed", ["no_feed"])


def test_a_page_that_cannot_be_had_is_told_and_the_rest_is_kept(act, feed, answers, monkeypatch):
    monkeypatch.setattr("shigu.ingest.running.broken", lambda *_: [])
    del answers["/star.html"]
    run = carried_out(act, feed)
    assert counts(run) == ("done", 3, 3, 2, 0, 1)
    assert run.problems[0]["code"] == "status"


def test_a_run_goes_on_where_a_worker_died(act, feed, served):
    key = asked(act, feed)
    real, fetched = running._Attempt._fetch, []

    def dies(self, url):
        if len(fetched) == 2:
            raise KeyboardInterrupt
        fetched.append(url)
        real(self, url)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running._Attempt, "_fetch", dies)
        with pytest.raises(KeyboardInterrupt):
            running.run(str(key), None)
    with act("gu"):
        assert FetchedPage.objects.filter(run=key).count() == 2
    served.got.clear()
    running.run(str(key), None)
    assert [path for _, path in served.got] == ["/robots.txt", "/index.xml", "/star.html"]
    with act("gu"):
        assert counts(Run.objects.get(pk=key)) == ("done", 3, 3, 3, 0, 0)


def test_a_run_is_cancelled_before_the_next_page(act, feed):
    key = asked(act, feed)
    real = running._Attempt._fetch

    def cancelled(self, url):
        real(self, url)
        with act("gu") as gu:
            actions.cancel_run(gu, Run.objects.get(pk=key))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running._Attempt, "_fetch", cancelled)
        running.run(str(key), None)
    with act("gu"):
        run = Run.objects.get(pk=key)
        assert (run.state, run.seen) == ("cancelled", 0)
        assert not Document.objects.exists()
        assert not FetchedPage.objects.exists()


def test_what_another_attempt_brings_is_not_kept(act, feed):
    key = asked(act, feed)
    with act("gu") as gu:
        _, first = runs.begin(key)
        _, second = runs.begin(key)
        assert not runs.keep(gu, key, first, [], [])
        assert not runs.go_on(key, first, seen=1)
        assert runs.keep(gu, key, second, [], [])


def test_runs_are_asked_for_by_rhythm(act, feed):
    with act("gu") as gu:
        assert actions.ask_for_what_is_due(gu) == []
        actions.edit_source(gu, feed, {"active": True, "hours": 6}, reason="每天看四次")
        [run] = actions.ask_for_what_is_due(gu)
        assert ProcrastinateJob.objects.filter(task_name="ingest.run").count() == 1
        assert actions.ask_for_what_is_due(gu) == []
        actions.cancel_run(gu, run)
        assert actions.ask_for_what_is_due(gu) == []
        Run.objects.filter(pk=run.pk).update(asked_at=timezone.now() - timedelta(hours=6))
        assert len(actions.ask_for_what_is_due(gu)) == 1


def test_files_put_into_a_folder_are_read(act, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "shigu.ingest.running.environment", lambda: environment().model_copy(
            update={"home": tmp_path}
        )
    )  # fmt: skip
    inbox = tmp_path / "inbox" / "desk"
    inbox.mkdir(parents=True)
    (inbox / "a.txt").write_bytes((ROOT / "upload/sample/production.txt").read_bytes())
    with act("gu") as gu:
        source = actions.register_source(gu, "desk", "upload", {})
    assert counts(carried_out(act, source)) == ("done", 1, 1, 1, 0, 0)


def test_who_keeps_no_register_tends_no_source(act, feed):
    with act("fang") as fang:
        for verb in (
            lambda: actions.register_source(fang, "x", "rss", {}),
            lambda: actions.edit_source(fang, feed, {"active": True}, reason="x"),
            lambda: actions.ask_for_run(fang, feed),
        ):
            with pytest.raises(Refused, match="企业与机构由"):
                verb()
        assert list(Source.objects.values_list("code", "active")) == [("lake", False)]
        assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("folder", "given", "why"),
    [
        ("nothing", {}, "没有叫"),
        ("rss", {"active": True}, "先写下网址"),
        ("rss", {"addresses": ["ftp://news.example/feed"]}, "不是网址"),
        ("upload", {"addresses": ["https://news.example/"]}, "上传的来源没有网址"),
    ],
    ids=["folder", "active", "address", "upload"],
)
def test_a_source_that_cannot_be_read_is_not_registered(act, folder, given, why):
    with act("gu") as gu:
        with pytest.raises(Refused, match=why):
            actions.register_source(gu, "x", folder, given)
        assert not Source.objects.exists()
