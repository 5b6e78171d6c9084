"""Names and codes on pages: noted with the right check character said, closed, taken off."""

import pytest

from shigu.registry.models import Identifier, Organisation, OtherName
from shigu.registry.queries import history

RIGHT = "91330108MA2H9X1Q0X"
NAME = {"kind": "former", "text": "海视云", "since": "2001-11", "reason": "执照"}
CODE = {"kind": "uscc", "value": RIGHT[:-1] + "A", "reason": "执照"}


@pytest.fixture
def page(act):
    with act("lin"):
        return Organisation.objects.get(code="org-hikvision").get_absolute_url()


def body(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_a_name_is_noted_closed_and_its_story_stands_on_the_page(signed_in, page, act):
    client = signed_in("lin")
    assert f"{page}names/new/" in body(client.get(page))
    assert client.post(f"{page}names/new/", NAME).url == page
    with act("lin"):
        name = OtherName.objects.get()
    shown = body(client.get(page))
    assert f"/registry/names/{name.pk}/" in shown
    assert "登记其他名称 · 曾用名 · 海视云" in shown or "登记其他名称 · 海视云 · 曾用名" in shown
    where = f"/registry/names/{name.pk}/"
    version = client.get(where).context["form"].initial["version"]
    early = {"until": "1999", "reason": "更名", "version": version}
    assert "早于" in body(client.post(where, early), 422)
    assert client.post(where, early | {"until": "2008-06"}).url == page
    assert "您打开这一页以后" in body(client.post(where, early | {"until": "2009"}), 409)
    with act("lin"):
        assert OtherName.objects.get().until == "2008-06"
        row = Organisation.objects.get(code="org-hikvision")
        verbs = [str(event.verb).split(" · ")[0] for event in history(row)]
        assert verbs[:2] == ["注明止期", "登记其他名称"]
    version = client.get(where).context["form"].initial["version"]
    gone = {"until": "", "reason": "错了", "version": version, "take_off": "1"}
    assert client.post(where, gone).url == page
    with act("lin"):
        assert not OtherName.objects.exists()
        assert str(history(row)[0].verb).startswith("撤下名称或代码")


def test_a_wrong_code_says_the_right_character(signed_in, page, act):
    client = signed_in("lin")
    where = f"{page}codes/new/"
    assert "最后一位校验码应为 X" in body(client.post(where, CODE), 422)
    english = client.post(where, CODE, headers={"Accept-Language": "en"})
    assert "its last character should be X" in body(english, 422)
    assert "不是组织机构代码的" in body(client.post(where, CODE | {"kind": "body"}), 422)
    with act("lin"):
        assert not Identifier.objects.exists()
    assert client.post(where, CODE | {"value": RIGHT}).url == page
    assert "已登记给一家机构" in body(client.post(where, CODE | {"value": RIGHT}), 422)
    with act("lin"):
        code = Identifier.objects.get()
    assert "注明止期" in body(client.get(f"/registry/codes/{code.pk}/"))


@pytest.mark.parametrize("name", ["shen", "wei"])
def test_others_see_no_button_and_are_refused(signed_in, page, act, name):
    client = signed_in(name)
    assert "names/new/" not in body(client.get(page))
    for part, given in (("names", NAME), ("codes", CODE | {"value": RIGHT})):
        assert client.post(f"{page}{part}/new/", given).status_code == 403
    with act("lin"):
        assert not OtherName.objects.exists()
        assert not Identifier.objects.exists()
