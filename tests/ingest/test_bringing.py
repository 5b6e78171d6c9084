"""Pages brought by hand: looked over, told with faults and likenesses, stored whole or not."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shigu.conf.environment import environment
from shigu.districts.policies import Refused
from shigu.ingest import actions, running
from shigu.ingest.actions import Brought
from shigu.ingest.models import Document, FetchedPage, Run
from tests.chain.test_pages import html
from tests.ingest.world import OTHER, SIGNED, page
from tests.people import user
from tests.sources.site import site

HTML = (
    f"<html><head><title>{SIGNED.splitlines()[0]}</title></head>"
    "<body><p>2026-03-18 来源：云谷日报</p>"
    + "".join(f"<p>{line}</p>" for line in SIGNED.splitlines()[2:])
    + "</body></html>"
)


def work(run):
    running.run(str(run.pk), user("gu").pk)


def brought(act, *pages):
    with act("gu") as gu:
        run = actions.bring(gu, pages)
    work(run)
    with act("gu"):
        run.refresh_from_db()
        return run, list(run.pages.order_by("pk"))


def file(name, content):
    return Brought(name, content, filename=name)


def test_files_are_looked_over_and_nothing_is_stored_before_it_is_confirmed(act):
    run, pages = brought(
        act,
        file("签约.html", HTML.encode()),
        file("大会.txt", OTHER.encode("gb18030")),
        file("大会.txt", OTHER.encode("gb18030")),
        file("照片.txt", bytes(range(256)) * 9),
        file("空.txt", b""),
        file("通知.docx", b"PK"),
        file("短.txt", "只有一句话。".encode()),
    )
    assert (run.state, run.listed, run.seen, run.refused) == ("ready", 7, 7, 4)
    signed, other, twin, *faulty = [each.found for each in pages]
    told = {name: signed[name] for name in ("title", "published", "site", "standing")}
    assert told == {
        "title": "星澜光电高端镜头项目签约萧山", "published": "2026-03-18",
        "site": "云谷日报", "standing": "new",
    }  # fmt: skip
    assert signed["characters"] > 150 and signed["names"] > 3 and signed["statements"] > 5
    assert (other["encoding"], twin["standing"], twin["twin"]) == ("gb18030", "known", "大会.txt")
    assert [one["faults"][0]["zh"].split("；")[0] for one in faulty] == [
        "不是文字：无法按 UTF-8、GB18030 或 Big5 解码", "网页没有文字",
        ".docx 不是网页或纯文本", "正文 6 字，应为 80–60000",
    ]  # fmt: skip
    with act("gu") as gu:
        assert not Document.objects.exists()
        actions.confirm_pages(gu, run, {each.pk: {} for each in pages if each.waits})
    work(run)
    with act("gu"):
        run.refresh_from_db()
        assert (run.state, run.listed, run.seen, run.new) == ("done", 2, 2, 2)
        kept = Document.objects.order_by("pk").values_list("filename", "url", "run__asked_by")
        assert list(kept) == [("签约.html", "", user("gu").pk), ("大会.txt", "", user("gu").pk)]
        assert not FetchedPage.objects.exists()


def test_what_is_like_a_stored_page_says_so(act):
    with act("gu") as gu:
        [there] = actions.store(gu, [page(SIGNED, "https://news.example/1")]).new
    changed = SIGNED.replace("80亩", "90亩")
    text = {"title": "星澜光电高端镜头项目签约萧山", "published": "2026-03-18"}
    _, pages = brought(
        act,
        file("原.txt", SIGNED.encode()),
        file("改.txt", changed.encode()),
        Brought("贴", changed.encode(), url="https://news.example/1", **text),
    )
    known, copy, version = [each.found for each in pages]
    assert known["standing"] == "known"
    assert (copy["standing"], copy["like"]) == ("copy", there.pk)
    assert copy["likeness"] > 0.8
    assert (version["standing"], version["twin"]) == ("known", "改.txt")
    _, [alone] = brought(act, Brought("贴", changed.encode(), url="https://news.example/1", **text))
    assert (alone.found["standing"], alone.found["like"]) == ("version", there.pk)


def test_title_day_and_paper_are_those_that_the_person_tells(act):
    told = {"title": "另一个标题", "published": "2026-02-01", "site": "湘湖简报"}
    run, [one] = brought(act, Brought("贴", OTHER.encode(), url="https://x.example/2", **told))
    assert {name: one.found[name] for name in told} == told
    with act("gu") as gu:
        actions.confirm_pages(gu, run, {one.pk: {}})
    work(run)
    with act("gu"):
        row = Document.objects.get()
        assert (row.title, f"{row.published}", row.site) == tuple(told.values())
        assert row.url == "https://x.example/2"


def test_title_and_day_are_added_where_the_page_tells_none(act):
    body = "\n".join(OTHER.splitlines()[2:])
    run, [one] = brought(act, file("无题.txt", body.encode()))
    assert (one.found["title"], one.found["published"]) == ("", "")
    with act("gu") as gu:
        added = {"title": "开发者大会", "published": "2026-04-02"}
        actions.confirm_pages(gu, run, {one.pk: added})
    work(run)
    with act("gu"):
        row = Document.objects.get()
        assert (row.title, f"{row.published}") == ("开发者大会", "2026-04-02")


def test_an_address_is_fetched_by_the_rules_for_sources(act, monkeypatch):
    with site({"/a.html": (200, {"Content-Type": "text/html"}, HTML.encode())}) as server:
        url = f"http://127.0.0.1:{server.server_port}/a.html"
        run, [one] = brought(act, Brought(url, url=url))
        assert "内网地址" in one.found["faults"][0]["zh"]
        assert (run.state, server.got) == ("ready", [])
        monkeypatch.setenv("SHIGU_PRIVATE_SOURCES", "true")
        environment.cache_clear()
        _, [one] = brought(act, Brought(url, url=url))
        environment.cache_clear()
    assert (one.found["standing"], len(server.got)) == ("new", 2)
    _, [gone] = brought(act, Brought("x", url="https://nowhere.invalid/a"))
    assert "另存为 HTML 带来，或粘贴正文" in gone.found["faults"][0]["zh"]


def test_who_did_not_bring_it_confirms_nothing(act):
    run, [one] = brought(act, file("大会.txt", OTHER.encode()))
    with act("lin") as lin, pytest.raises(Refused, match="由带来这些页的人"):
        actions.confirm_pages(lin, run, {one.pk: {}})
    with act("gu") as gu:
        with pytest.raises(Refused, match="至少选一页"):
            actions.confirm_pages(gu, run, {})
        with pytest.raises(Refused, match="的发布日期不是日期"):
            actions.confirm_pages(gu, run, {one.pk: {"published": "去年"}})
        with pytest.raises(Refused, match="不能存的页"):
            actions.confirm_pages(gu, run, {one.pk: {}, one.pk + 1: {}})
        run.refresh_from_db()
        assert (run.state, run.pages.count()) == ("ready", 1)


def test_too_many_or_too_large_is_refused_whole(act, monkeypatch):
    monkeypatch.setattr("shigu.ingest.actions.bringing.MOST_BYTES", 10)
    for pages, why in (
        ([], "没有文件"),
        ([file("x.txt", b"")] * 41, "一次最多 40 页，这里有 41 页"),
        ([file("a.txt", b"1"), file("大.txt", b"1" * 10)], "最大的是 大.txt"),
    ):
        with act("gu") as gu, pytest.raises(Refused, match=why):
            actions.bring(gu, pages)
    with act("gu"):
        assert not Run.objects.exists()


def test_what_nobody_confirms_goes_after_a_week(act):
    run, _ = brought(act, file("大会.txt", OTHER.encode()))
    with act("gu"):
        actions.let_go()
        assert run.pages.count() == 1
        Run.objects.filter(pk=run.pk).update(asked_at=timezone.now() - timedelta(days=8))
        actions.let_go()
        run.refresh_from_db()
        assert (run.state, run.pages.count()) == ("cancelled", 0)


def test_pages_are_brought_looked_at_and_confirmed_on_pages(act, signed_in):
    client = signed_in("gu")
    assert "拖到框里" in html(client.get("/news/bring/"))
    assert client.post("/news/bring/", {"way": "files"}).status_code == 422
    files = [SimpleUploadedFile("大会.txt", OTHER.encode()), SimpleUploadedFile("空.txt", b"")]
    to = client.post("/news/bring/", {"way": "files", "chosen": files}).url
    with act("gu"):
        run = Run.objects.get()
    assert "排队" in html(client.get(to))
    work(run)
    shown = html(client.get(to))
    assert "滨江区举办智能视觉开发者大会" in shown and "网页没有文字；请检查文件" in shown
    assert "大会" not in html(signed_in("lin").get(to))
    with act("gu"):
        keys = [each.pk for each in run.pages.order_by("pk")]
    with act("lin"):
        assert not FetchedPage.objects.exists()
    client = signed_in("gu")
    client.post(f"{to}confirm/", {"page": [keys[0]]})
    work(run)
    with act("gu"):
        row = Document.objects.get()
    article = html(client.get(row.get_absolute_url()))
    assert f"{user('gu')} 带来" in article and "大会.txt" in article


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (
            {"way": "text", "headline": "标题", "text": OTHER, "published": "2026-04-02"},
            {"url": "", "filename": "", "title": "标题", "published": "2026-04-02", "site": ""},
        ),
        (
            {"way": "address", "url": "news.example/1"},
            {"url": "https://news.example/1", "filename": "", "title": "", "published": "",
             "site": ""},
        ),
    ],
    ids=["text", "address"],
)  # fmt: skip
def test_a_text_or_an_address_is_brought_too(act, signed_in, sent, told):
    assert signed_in("gu").post("/news/bring/", sent).status_code == 302
    with act("gu"):
        [one] = FetchedPage.objects.all()
    assert one.told == told
