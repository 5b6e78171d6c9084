"""The base of all pages: appearance, error pages, and the living page in both languages."""

import re
from pathlib import Path

import polib
import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from shigu.face import errors
from shigu.face.design import SPECIMENS
from tests.face.parsing import tags_of, text_of

FACE = Path(__file__).parents[2] / "shigu" / "face"
CSS = sorted((FACE / "static" / "face").glob("*.css"))
HAN = re.compile("[一-鿿]")


def design(client, language):
    return client.get("/design/", headers={"Accept-Language": language}).content.decode()


@pytest.mark.parametrize("address", ["/design/", "/design/list/", "/nowhere/"])
def test_pages_keep_to_a_strict_content_policy(client, address):
    for tag, attributes in tags_of(client.get(address).content.decode()):
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/json"
        assert tag != "style"


def test_the_policy_allows_no_inline_code(client):
    policy = client.get("/design/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_the_living_page_shows_every_piece_with_its_markup(client):
    html = design(client, "zh-hans")
    for key, name, _ in SPECIMENS:
        assert f'<section id="{key}"' in html
        assert str(name) in html
    assert html.count("<pre") == len(SPECIMENS)


def test_the_living_page_has_ids_only_once(client):
    ids = [
        attributes["id"] for _, attributes in tags_of(design(client, "en")) if "id" in attributes
    ]
    assert len(ids) == len(set(ids))


def test_the_living_page_speaks_english(client):
    html = re.sub(
        r"<pre.*?</pre>|<script.*?</script>|<blockquote.*?</blockquote>",
        "",
        design(client, "en"),
        flags=re.S,
    )
    words = re.sub(r"<[^>]+>", " ", html)
    assert [
        line.strip() for line in words.splitlines() if HAN.search(line.replace("中文", ""))
    ] == []


def test_the_title_is_the_heading(client):
    html = client.get("/design/list/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert text_of(html, "title") == "示例列表 · 视谷"
    assert text_of(html, "h1") == "示例列表"


def test_a_theme_is_kept_and_worn_from_the_first_paint(client):
    response = client.post("/appearance/", {"theme": "dark", "next": "/design/"})
    assert response["Location"] == "/design/"
    links = [
        a for tag, a in tags_of(client.get("/design/").content.decode()) if a.get("id") == "dark"
    ]
    assert links[0]["media"] == "screen"


@pytest.mark.parametrize("theme", ["", "neon", '"><script>'])
def test_a_theme_that_is_none_changes_nothing(client, theme):
    client.post("/appearance/", {"theme": theme})
    assert "theme" not in client.cookies


@pytest.mark.parametrize("where", ["https://example.invalid/", "//example.invalid", "javascript:1"])
def test_the_way_back_stays_on_this_site(client, where):
    assert client.post("/appearance/", {"theme": "dark", "next": where})["Location"] == "/"


def test_a_hostile_cookie_is_not_worn(client):
    client.cookies["theme"] = '"><script>alert(1)</script>'
    client.cookies["density"] = "x"
    html = client.get("/design/").content.decode()
    assert "alert(1)" not in html
    assert 'data-density="airy"' in html


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.not_found, 404),
        (errors.too_many_requests, 429),
        (errors.server_error, 500),
    ],
)
def test_an_error_page_says_what_and_the_cure(handler, status):
    response = handler(RequestFactory().get("/somewhere/"), Exception("secret detail"))
    html = response.content.decode()
    title, cure = errors.SAID[status]
    assert response.status_code == status
    assert str(title) in html
    assert str(cure) in html
    assert "/somewhere/" in html
    assert ("secret detail" in html) == (status == 403)


def test_a_refusal_gives_its_reason():
    refusal = PermissionDenied("这处空间属于另一个区县。")
    html = errors.permission_denied(RequestFactory().get("/"), refusal).content.decode()
    assert "这处空间属于另一个区县。" in html


def test_the_style_is_small_and_fetches_nothing():
    text = "\n".join(path.read_text(encoding="utf-8") for path in CSS)
    assert len(text.splitlines()) <= 650
    assert "url(" not in text
    assert "@import" not in text


def test_dark_gives_every_colour_that_light_gives():
    light, dark = (
        set(
            re.findall(
                r"(--[\w-]+): (?:#|rgb)", (FACE / "static/face" / name).read_text(encoding="utf-8")
            )
        )
        for name in ("tokens.css", "dark.css")
    )
    assert light - dark == {"--on-amber"}
    assert dark <= light


def test_every_word_of_the_face_has_its_english():
    catalogue = polib.pofile(str(FACE.parent / "locale/en/LC_MESSAGES/parts/face.po"))
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
