"""One search over everything: grouped, and nobody finds what is not theirs to see."""

import pytest

from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project


def groups(page):
    return [part.split("<", 1)[0] for part in page.split("<h2>")[1:]]


def test_names_products_and_links_are_found_together(visit):
    page = visit("lin", "/search/?q=海康威视", count="search").content.decode()
    assert "企业与机构" in groups(page)
    assert "海康威视" in page
    page = visit("lin", "/search/?q=CMOS").content.decode()
    assert "环节" in groups(page)


def test_zones_and_spaces_are_found(visit):
    page = visit("lin", "/search/?q=湘湖").content.decode()
    assert {"片区", "空间"} <= set(groups(page))


def test_a_project_is_found_by_its_own_district_only(visit):
    with acting_as_system():
        mine = Project.objects.filter(district__code="binjiang", disclosed=False).first()
    address = f"/search/?q={mine.name}"
    assert str(mine.pk) in visit("lin", address).content.decode()
    for other in ("shen", "fang"):
        page = visit(other, address).content.decode()
        assert str(mine.pk) not in page
        assert mine.code not in page


def test_nothing_found_says_what_to_try(visit):
    page = visit("lin", "/search/?q=这里没有的词组").content.decode()
    assert "没有找到" in page
    assert groups(page) == []


@pytest.mark.parametrize("asked", ["", " ", "%00", "'", "<script>", "%", "&&|!", "海" * 500])
def test_odd_words_do_no_harm(visit, asked):
    response = visit("lin", f"/search/?q={asked}")
    assert response.status_code == 200
    assert b"<script>&" not in response.content


def test_suggestions_are_few_and_lead_somewhere(visit):
    hits = visit("lin", "/search/suggest/?q=海康", count="search.suggest").json()["hits"]
    assert 0 < len(hits) <= 18
    assert all(set(hit) == {"label", "hint", "url"} for hit in hits)
    assert hits[0]["url"].startswith("/registry/")


def test_who_has_no_seat_finds_nothing(visit):
    assert visit("zhou", "/search/suggest/?q=海康").json() == {"hits": []}


def test_strangers_do_not_search(db, client):
    assert client.get("/search/?q=海康").status_code == 302
    assert client.get("/search/suggest/?q=海康").status_code == 302
