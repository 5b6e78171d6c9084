"""Other names and codes by API: noted, closed as they were read, taken off."""

import pytest

from shigu.registry.models import Identifier, OtherName

WHERE = "/api/v1/organisations/org-hikvision"
CREDIT = "91330108MA2H9X1Q0X"
WRONG = CREDIT[:-1] + "A"
NAME = {"text": "海视云", "kind": "former", "since": "2001-11", "reason": "营业执照"}
CODE = {"kind": "uscc", "value": CREDIT, "reason": "营业执照"}


def test_a_name_is_noted_closed_and_taken_off(ask, tell, act):
    made = tell("lin", "POST", f"{WHERE}/other_names", NAME)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["organisation"], row["since"], row["until"]) == ("org-hikvision", "2001-11", "")
    assert tell("lin", "POST", f"{WHERE}/other_names", NAME).status_code == 409
    one = f"/api/v1/other_names/{row['id']}"
    read = ask("lin", one)["ETag"]
    body = {"until": "2008-06-30", "reason": "更名"}
    closed = tell("lin", "POST", f"{one}/close", body, match=read)
    assert (closed.status_code, closed.json()["until"]) == (200, "2008-06-30"), closed.content
    assert tell("lin", "POST", f"{one}/close", body, match=read).status_code == 412
    assert tell("lin", "POST", f"{one}/close", body | {"until": "1999"}).status_code == 409
    assert tell("shen", "POST", f"{one}/close", body).status_code == 403
    found = ask("shen", "/api/v1/other_names?organisation=org-hikvision&kind=former").json()
    assert found["items"] == [row | {"until": "2008-06-30"}]
    history = ask("lin", f"{one}/history").json()["items"]
    assert [each["reason"] for each in history] == ["更名", "营业执照"]
    gone = tell("lin", "POST", f"{one}/unname", {"reason": "登记错了"})
    assert gone.json() == row | {"until": "2008-06-30"}
    assert ask("lin", one).status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"value": WRONG}, 409, "应为 X"),
        ({"kind": "body"}, 409, "不是组织机构代码的"),
        ({"since": "2019", "until": "2018"}, 409, "早于"),
        ({"since": "2019-13"}, 409, "不能是"),
        ({"kind": "licence"}, 422, ""),
        ({"source": "nowhere"}, 422, "nowhere"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_right(tell, act, change, status, said):
    answer = tell("lin", "POST", f"{WHERE}/identifiers", CODE | change)
    assert (answer.status_code, said in answer.content.decode()) == (status, True), answer.content
    with act("lin"):
        assert not Identifier.objects.exists()


def test_an_english_reader_is_told_in_english(tell):
    wrong = CODE | {"value": WRONG}
    answer = tell("lin", "POST", f"{WHERE}/identifiers", wrong, language="en")
    assert "should be X" in answer.json()["detail"]


def test_a_code_is_kept_plainly_and_refused_to_others(ask, tell, act):
    assert tell("shen", "POST", f"{WHERE}/identifiers", CODE).status_code == 403
    assert tell("shen", "POST", f"{WHERE}/other_names", NAME).status_code == 403
    made = tell("lin", "POST", f"{WHERE}/identifiers", CODE | {"value": "91330108-ma2h9x1q0x"})
    assert (made.status_code, made.json()["value"]) == (201, CREDIT), made.content
    one = f"/api/v1/identifiers/{made.json()['id']}"
    assert ask("shen", f"/api/v1/identifiers?value={CREDIT}").json()["items"] == [made.json()]
    ended = tell("lin", "POST", f"{one}/close", {"until": "2020", "reason": "换照"})
    assert ended.json()["until"] == "2020"
    with act("lin"):
        assert not OtherName.objects.exists()
    assert tell("lin", "POST", f"{one}/unname", {"reason": "登记错了"}).status_code == 200
