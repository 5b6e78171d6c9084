"""The second reader on pages: how to set it, the button, how far it is, and its marks."""

import re

import pytest

from shigu.conf.environment import environment
from shigu.ingest.actions import keep_second_opinion, store
from shigu.ingest.models import SecondReading
from shigu.review.actions import read_in
from shigu.review.models import NewsProposal
from shigu.review.seconds import STANDINGS
from tests.ingest.test_second import opinion_of
from tests.ingest.world import SIGNED, page
from tests.review.world import LENS


@pytest.fixture
def article(act):
    with act("gu") as gu:
        row = store(gu, [page(SIGNED)]).new[0]
        read_in(gu)
        return row


@pytest.fixture
def endpoint(monkeypatch):
    monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SHIGU_SECOND_OPINION_MODEL", "small")
    environment.cache_clear()
    yield
    environment.cache_clear()


def project_of(act, article):
    with act("gu"):
        return NewsProposal.objects.get(document=article, kind="project")


def test_off_it_is_said_whom_to_ask_and_there_is_no_button(act, article, visit):
    environment.cache_clear()
    for address in (article.get_absolute_url(), project_of(act, article).get_absolute_url()):
        told = visit("gu", address).content.decode()
        assert "要接入，请联系管理员" in told and "SHIGU_" not in told and "/second/" not in told


def test_it_is_started_from_the_desk_watched_and_stopped(act, article, visit, signed_in, endpoint):
    desk = project_of(act, article).get_absolute_url()
    ask = f"/news/{article.pk}/second/"
    assert f'action="{ask}"' in visit("gu", desk).content.decode()
    client = signed_in("gu")
    assert client.post(ask, HTTP_REFERER=f"http://testserver{desk}").url.endswith(desk)
    with act("gu"):
        reading = SecondReading.objects.get()
    told = client.get(desk).content.decode()
    assert "第二读者：排队" in told and f'hx-get="/news/second/{reading.pk}/"' in told
    assert "0 / 0 段" in client.get(f"/news/second/{reading.pk}/").content.decode()
    stopped = client.post(f"/news/second/{reading.pk}/stop/", HTTP_REFERER="http://elsewhere/")
    assert stopped.url == article.get_absolute_url()
    assert client.get(f"/news/second/{reading.pk}/").headers["HX-Refresh"] == "true"
    assert "上次被人停止" in client.get(desk).content.decode()


def test_who_keeps_no_register_sees_why_not(act, article, visit, endpoint):
    told = visit("fang", article.get_absolute_url()).content.decode()
    assert f'action="/news/{article.pk}/second/"' not in told
    assert "企业与机构由" in told


def test_the_desk_marks_the_fields(act, article, visit):
    with act("gu") as gu:
        keep_second_opinion(gu, article, "small", opinion_of(article))
    told = visit("gu", project_of(act, article).get_absolute_url()).content.decode()
    facts = told.split("要写入的事实")[2].split("</tbody>")[0]
    rows = {row.split("</th>")[0].split(">")[-1]: row for row in facts.split("<tr>")[2:]}
    assert "不同" in rows["总投资（万元）"] and "12.5亿元" in rows["总投资（万元）"]
    assert "一致" in rows["名称"] and "没有说到" in rows["用地（亩）"]
    listed = visit("gu", "/review/?columns=subject&columns=second").content.decode()
    assert "不同 1；一致 1" in listed


def test_the_queue_is_narrowed_by_what_a_second_reader_says(act, article, visit):
    with act("gu") as gu:
        keep_second_opinion(gu, article, "small", opinion_of(article))
        other = store(gu, [page(LENS)]).new[0]
        read_in(gu)
        found = {each.kind: each.subject for each in NewsProposal.objects.filter(document=other)}
    whole = visit("gu", "/review/").content.decode()
    told = dict(re.findall("(不同|一致|另说|没有说到|没有问过) ([0-9]+)[、。]", whole))
    assert (told["不同"], told["没有问过"]) == ("1", str(len(found)))
    for name, words in STANDINGS.items():
        listed = visit("gu", f"/review/?second={name}").content.decode()
        assert listed.count('<tr data-href="/review/') == int(told[str(words)])
    asked = "second=unasked&kind=organisation&q=云岫&sort=-confidence"
    exported = visit("gu", f"/review/?{asked}&columns=subject&columns=second&page=3&export=csv")
    lines = b"".join(exported).decode("utf-8-sig").splitlines()
    assert lines == ["对象,第二读者", f"{found['organisation']},—"]
