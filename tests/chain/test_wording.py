"""The words of a link: changed by one person at a time."""

import pytest
from django.urls import reverse

from shigu.chain.actions import word_link
from shigu.chain.actions.wording import Wording
from shigu.chain.models import Link
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from tests.people import user


@pytest.fixture
def link(db):
    with acting_as_system():
        return Link.objects.get(code="camera-module")


def words_of(link, **changed):
    return Wording(**{name: getattr(link, name) for name in Wording.__dataclass_fields__} | changed)


def sent(page):
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    lines = {name: "\n".join(each) for name, each in values.items() if isinstance(each, list)}
    return {name: value for name, value in (values | lines).items() if value is not None}


def address(link):
    return reverse("chain:word_link", args=[link.code])


def test_the_slower_sees_what_the_faster_wrote(link, signed_in):
    client = signed_in("gu")
    filled = sent(client.get(address(link))) | {"name_en": "Slow", "reason": "后到"}
    with acting_as(user("gu").pk, "顾远") as gu:
        word_link(gu, Link.objects.get(pk=link.pk), words_of(link, name_en="Fast"), reason="先到")
    answer = client.post(address(link), filled)
    assert answer.status_code == 409
    assert all(words in answer.text for words in ("先到", "Fast", "Slow"))
    with acting_as_system():
        assert Link.objects.get(pk=link.pk).name_en == "Fast"
    assert client.post(address(link), sent(answer) | {"reason": "后到"}).status_code == 302
    with acting_as_system():
        assert Link.objects.get(pk=link.pk).name_en == "Slow"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({}, " "), ({"terms": ["镜头"], "negative_terms": ["镜头"]}, "两可")],
)
def test_what_is_refused_changes_nothing(link, changed, reason):
    with acting_as(user("gu").pk, "顾远") as gu, pytest.raises(Refused):
        word_link(gu, Link.objects.get(pk=link.pk), words_of(link, **changed), reason=reason)
    with acting_as_system():
        assert words_of(Link.objects.get(pk=link.pk)) == words_of(link)
