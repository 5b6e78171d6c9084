"""The page of a partnership offers its verbs to who may; nothing is struck out without a reason."""

import html
import re

import pytest

from shigu.cooperation.actions import register
from shigu.cooperation.models import Partnership
from shigu.districts.scope import acting_as_system
from shigu.registry.models import Organisation


@pytest.fixture
def row(act):
    with act("gu") as gu:
        firms = list(Organisation.objects.order_by("code")[:2])
        values = {"kind": "laboratory", "subject": "视觉实验室", "status": "illustrative"}
        return register(gu, values, firms, reason="示例")


def offered(response):
    """Which verbs are links, and how many stand there greyed with their reason."""
    page = response.content.decode()
    links = re.findall(r'href="/cooperation/\d+/(edit|strike)/"', page)
    return sorted(links), page.count('class="refused"')


def kept(row):
    with acting_as_system():
        return Partnership.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("name", "verbs"),
    [("lin", (["edit", "strike"], 0)), ("gu", (["edit", "strike"], 0)), ("wei", ([], 1))],
)
def test_the_verbs_are_offered_to_who_may(visit, row, name, verbs):
    assert offered(visit(name, row.get_absolute_url())) == verbs


def test_it_is_looked_over_and_struck_out_for_a_reason(signed_in, row):
    client, address = signed_in("lin"), f"{row.get_absolute_url()}strike/"
    page = html.unescape(client.get(address).content.decode())
    for words in ("删去：视觉实验室", "不能恢复", "联合实验室", "不删去"):
        assert words in page
    assert (client.post(address, {"reason": " "}).status_code, kept(row)) == (422, True)
    gone = client.post(address, {"reason": "误登"}, follow=True)
    assert gone.redirect_chain == [("/cooperation/", 302)]
    assert "已删去“视觉实验室”" in html.unescape(gone.content.decode())
    assert not kept(row)
    assert client.get(address).status_code == 404
    with acting_as_system():
        events = Partnership.pgh_event_model.objects.filter(pgh_obj_id=row.pk)
        told = {event.pgh_context["verb"]: event.pgh_context["reason"] for event in events}
    assert told == {"cooperation.register": "示例", "cooperation.strike": "误登"}


def test_who_only_reads_strikes_nothing(signed_in, row):
    client, address = signed_in("wei"), f"{row.get_absolute_url()}strike/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": "误登"}).status_code == 403
    assert kept(row)
