"""The news by program: searched, read with its statements, sources read and stopped."""

import pytest

from shigu.conf.environment import environment
from shigu.districts.scope import acting_as_system
from shigu.ingest import actions, running
from shigu.web.demo_news import tell_the_demo
from tests.ingest.world import OTHER
from tests.people import user


@pytest.fixture
def news(db):
    with acting_as_system() as system:
        tell_the_demo(system)
        return actions.register_source(
            system, "lake", "rss", {"addresses": ["https://news.example/feed"]}
        )


def test_articles_are_searched_and_their_statements_point_into_them(ask, news):
    [page] = ask("lin", "/api/v1/documents?q=中试基地").json()["items"]
    assert page["title"] == "富阳桐庐共建光电材料中试基地"
    told = ask("lin", f"/api/v1/statements?document={page['id']}&type=investment_total").json()
    [total] = told["items"]
    assert page["raw"][total["start"] : total["end"]] == "3.2亿元"
    assert total["said"]["value"] == 320_000_000.0
    named = ask("lin", "/api/v1/documents?named=浙江屏川材料研究院").json()["items"]
    assert [each["id"] for each in named] == [page["id"]]


def test_events_are_told_with_their_origins(ask, news):
    told = ask("lin", "/api/v1/news_events?type=SIGN&district=xiaoshan").json()["items"]
    [signed] = [each for each in told if each["name"] == "星澜高端镜头项目"]
    assert (signed["origins"], signed["confirmed"], signed["planned"]) == (2, True, False)


def test_a_source_is_read_and_stopped_by_who_keeps_the_register(ask, tell, news):
    one = f"/api/v1/news_sources/{news.pk}"
    assert ask("fang", one).json()["code"] == "lake"
    assert tell("fang", "POST", f"{one}/read", {"reason": "看看"}).status_code == 403
    assert ask("lin", "/api/v1/news_runs").json()["items"] == []
    made = tell("lin", "POST", f"{one}/read", {"reason": "办公会要求"})
    assert (made.status_code, made.json()["state"]) == (201, "queued")
    again = tell("lin", "POST", f"{one}/read", {"reason": "再来"})
    assert again.status_code in (403, 409)
    stopped = tell("lin", "POST", f"/api/v1/news_runs/{made.json()['id']}/cancel", {"reason": "停"})
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")


def test_a_second_reader_is_asked_and_stopped(ask, tell, news, monkeypatch):
    address = f"/api/v1/documents/{ask('lin', '/api/v1/documents').json()['items'][0]['id']}"
    off = tell("lin", "POST", f"{address}/second_reading", {"reason": "对照"})
    assert (off.status_code, "没有设第二读者" in off.content.decode()) == (403, True)
    monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SHIGU_SECOND_OPINION_MODEL", "small")
    environment.cache_clear()
    made = tell("lin", "POST", f"{address}/second_reading", {"reason": "对照"})
    environment.cache_clear()
    assert (made.status_code, made.json()["state"], made.json()["model"]) == (
        201,
        "queued",
        "small",
    )
    one = f"/api/v1/news_second_readings/{made.json()['id']}"
    assert tell("fang", "POST", f"{one}/cancel", {"reason": "停"}).status_code == 403
    stopped = tell("lin", "POST", f"{one}/cancel", {"reason": "停"})
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")


def test_a_page_is_brought_looked_at_and_confirmed(ask, tell, news):
    assert tell("fang", "POST", "/api/v1/news_runs?filename=a.txt", b"x").status_code == 403
    made = tell("gu", "POST", "/api/v1/news_runs?filename=a.txt&title=大会", OTHER.encode())
    assert (made.status_code, made.json()["state"], made.json()["by_hand"]) == (202, "queued", True)
    key = made.json()["id"]
    running.run(key, user("gu").pk)
    [page] = ask("gu", f"/api/v1/news_brought?run={key}").json()["items"]
    assert (page["found"]["title"], page["found"]["standing"]) == ("大会", "new")
    assert ask("lin", f"/api/v1/news_brought?run={key}").json()["items"] == []
    chosen = {"pages": [{"page": page["id"]}], "reason": "留存"}
    address = f"/api/v1/news_runs/{key}/confirm"
    assert tell("lin", "POST", address, chosen).status_code == 403
    assert tell("gu", "POST", address, chosen).json()["state"] == "queued"
