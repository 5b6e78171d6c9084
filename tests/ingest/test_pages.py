"""The pages of the news: found, read, marked, grouped, placed; and the sources behind them."""

import csv
import io
import re

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.districts.scope import acting_as_system
from shigu.ingest import actions
from shigu.ingest.actions import store
from shigu.ingest.models import Document, Event, Run, Source
from shigu.web.demo_news import tell_the_demo
from tests.chain.test_pages import html
from tests.ingest.world import SIGNED, page


@pytest.fixture
def news(db):
    with acting_as_system() as system:
        tell_the_demo(system)
        store(system, [page(SIGNED, "https://news.example/1")])
        changed = SIGNED.replace("80亩", "90亩")
        store(system, [page(changed, "https://news.example/1")])


def titles(response):
    return [row.cells["title"] for row in response.context["table"].paginated_rows]


def rows(response):
    return [str(row.record) for row in response.context["table"].paginated_rows]


def test_articles_are_searched_and_the_hit_is_marked(visit, news):
    response = visit("fang", "/news/?q=激光雷达", count="ingest:documents")
    assert rows(response) == [
        "澄光激光雷达试制线投产",
        "澄光车载激光雷达项目开工",
        "视觉智能产业链强链若干措施发布",
    ]
    assert html(response).count("<mark>激光雷达</mark>") >= 3


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("named=浙江澄光智能装备有限公司", 2),
        ("source=demo-sitemap", 3),
        ("published_from=2026-07-01&published_to=2026-08-01", 1),
        ("integrity=doubtful", 0),
        ("", 11),
    ],
    ids=["named", "source", "days", "doubtful", "all"],
)
def test_articles_are_narrowed(visit, news, asked, count):
    assert len(rows(visit("fang", f"/news/?{asked}"))) == count


def test_articles_leave_as_a_file(visit, news):
    response = visit("fang", "/news/?source=demo-rss&export=csv&columns=title&columns=site")
    told = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert told[0] == ["标题", "刊载媒体"]
    assert ["星澜高端镜头项目签约萧山", "湘湖示例日报"] in told


def test_an_article_shows_what_was_read_in_it(act, visit, news):
    with act("gu"):
        row = Document.objects.get(url="https://news.example/1", later=None)
    response = visit("fang", row.get_absolute_url(), count="ingest:document")
    assert re.search(
        '<mark class="said-attribute" title="[^"]*用地[^"]*">90亩</mark>', html(response)
    )
    assert [len(one.pieces) > 0 for one in response.context["lines"]].count(False) == 0
    shown = "\n".join("".join(p.text for p in one.pieces) for one in response.context["lines"])
    assert shown.replace("\n", "") == row.raw.replace("\n", "")
    assert [one.pk for one in response.context["versions"]] == [row.pk, row.earlier_id]
    related = {str(one): shared for one, shared in response.context["related"]}
    assert "杭州星澜光电科技有限公司" in related["星澜镜头项目投资协议签署"]


def test_an_article_names_its_copies(act, visit, news):
    with act("gu"):
        row = Document.objects.get(url__endswith="rss/star.html")
    response = visit("fang", row.get_absolute_url())
    [copy] = response.context["family"]
    assert copy.url.endswith("sitemap/copied.html")
    assert "同源的只算一个来源" in html(response)


def test_events_stand_on_the_map_and_beside_it(visit, news):
    response = visit("fang", "/news/events/?place=xiaoshan", count="ingest:events")
    listed = rows(response)
    drawn = [one["properties"]["name"] for one in response.context["ground"]["points"]["features"]]
    assert len(listed) == len(drawn) > 3
    spots = {
        tuple(one["geometry"]["coordinates"])
        for one in response.context["ground"]["points"]["features"]
    }
    assert len(spots) == len(drawn)
    told = response.context["month_data"]
    assert sum(len(one["ids"]) for one in told) == len(drawn)
    assert f'max="{len(told)}"' in html(response) and "按月播放" in html(response)
    assert "签约 星澜高端镜头项目" in listed


def test_an_event_shows_the_sentence_of_each_page(act, visit, news):
    with act("gu"):
        event = Event.objects.get(type="SIGN", name="星澜高端镜头项目")
    response = visit("fang", event.get_absolute_url(), count="ingest:event")
    assert event.origins == 3
    assert [card.parts[1] for card in response.context["cards"]] == ["签署"] * 4


def test_a_source_is_registered_run_and_stopped_on_pages(act, signed_in):
    client = signed_in("lin")
    told = {
        "code": "lake", "folder": "rss", "name_zh": "湘湖日报", "name_en": "", "hours": "6",
        "addresses": "https://news.example/feed\n", "reason": "办公会要求", "active": "on",
    }  # fmt: skip
    assert client.post("/news/sources/new/", told | {"addresses": "x"}).status_code == 422
    with act("lin"):
        assert not Source.objects.exists()
    assert client.post("/news/sources/new/", told).status_code == 302
    with act("lin"):
        source = Source.objects.get()
    assert (source.active, source.addresses) == (True, ["https://news.example/feed"])
    response = client.post(f"/news/sources/{source.pk}/read/")
    with act("lin"):
        run = Run.objects.get()
    assert response.url == run.get_absolute_url()
    assert ProcrastinateJob.objects.filter(task_name="ingest.run").count() == 1
    assert "排队" in html(client.get(run.get_absolute_url()))
    assert "排队" in html(client.get(f"/news/runs/{run.pk}/progress/"))
    client.post(f"/news/runs/{run.pk}/cancel/")
    with act("lin"):
        run.refresh_from_db()
    assert run.state == "cancelled"
    assert client.get(f"/news/runs/{run.pk}/progress/").headers["HX-Refresh"] == "true"
    assert "有人停止了" in html(client.get(run.get_absolute_url()))
    assert "已停止" in html(client.get(f"/news/sources/{source.pk}/"))


def test_who_may_not_tend_sources_is_told_why(act, visit, signed_in):
    with act("gu") as gu:
        source = actions.register_source(gu, "lake", "rss", {})
    listed = visit("fang", "/news/sources/", count="ingest:sources")
    assert "企业与机构由" in html(listed)
    page_of = visit("fang", f"/news/sources/{source.pk}/", count="ingest:source")
    assert "企业与机构由" in html(page_of)
    client = signed_in("fang")
    assert client.get("/news/sources/new/").status_code == 403
    assert client.post(f"/news/sources/{source.pk}/read/").status_code == 403
    with act("gu"):
        assert not Run.objects.exists()


def test_a_stranger_sees_no_news(signed_in, news):
    response = signed_in("zhou").get("/news/")
    assert response.status_code == 403
    assert "激光雷达" not in response.content.decode()
