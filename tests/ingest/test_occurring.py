"""Events are told once, by the families that tell them, at the place they name."""

from pathlib import Path

import pytest

import shigu.sources
from shigu.ingest.actions import store
from shigu.ingest.models import Event
from tests.ingest.world import SIGNED, page

ROOT = Path(shigu.sources.__file__).parent
FIRST = "rss/sample/star.html"
COPY = "sitemap/sample/copied.html"
SECOND = "list_page/sample/2026/0320/099.html"
STAR = "星澜高端镜头项目"


def read(name):
    return page((ROOT / name).read_text("utf-8"), f"https://news.example/{name}")


def signed():
    return Event.objects.get(type="SIGN", name=STAR)


def told(event):
    return sorted(each.statement.document.url.split("/", 3)[3] for each in event.tellings.all())


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=["012", "210", "120"])
def test_copies_confirm_once_and_a_second_report_again(act, order):
    names = (FIRST, COPY, SECOND)
    with act("gu") as gu:
        for at in order:
            store(gu, [read(names[at])])
        event = signed()
        assert told(event) == sorted(names)
        assert (event.origins, event.confirmed, event.planned) == (2, True, False)
        assert event.amount_yuan in (1_250_000_000, 1_260_000_000)
        assert event.place.code == "xiaoshan"
        assert str(event.date) in ("2026-03-16", "2026-03-17")


def test_a_doubtful_page_confirms_nothing_alone(act):
    spun = SIGNED.replace("合作", "合★作").replace("项目", "项★目").replace("产业", "产(chǎn)业")
    spun = spun.replace("。", "。。★★***").replace("表示", "表(biǎo)示")
    with act("gu") as gu:
        [row] = store(gu, [page(spun, "https://copy.example/1")]).new
        assert row.integrity < 0.6
        assert set(Event.objects.values_list("confirmed", flat=True)) == {False}


def test_what_is_planned_stands_at_the_time_it_is_planned_for(act):
    with act("gu") as gu:
        store(gu, [read(FIRST)])
        planned = {
            (event.type, event.told_date, str(event.date))
            for event in Event.objects.filter(planned=True)
        }
    assert ("START", "2026-09", "2026-09-01") in planned
    assert ("PRODUCE", "2028", "2028-01-01") in planned
