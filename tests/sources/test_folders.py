"""Each folder of sources is run over its sample, served on the loopback, and keeps its promises."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import shigu.sources
from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from shigu.sources.catalogue import folders
from shigu.sources.checks import broken, faults
from shigu.sources.crawl import listed
from shigu.sources.fetch import Fetcher
from shigu.sources.folder import LIST, Folder
from shigu.sources.refusals import FetchRefused
from shigu.sources.spec import SpecError, parsed
from tests.sources.site import site

ROOT = Path(shigu.sources.__file__).parent
TODAY = date(2026, 11, 27)
TITLES = {
    "rss": [
        "富阳桐庐共建光电材料中试基地",
        "视弦智能算法中心在滨江揭牌",
        "星澜高端镜头项目签约萧山",
    ],
    "sitemap": ["鉴微检测登陆科创板", "云栖微显示产业园封顶", "星澜高端镜头项目签约萧山"],
    "list_page": [
        "澄光车载激光雷达项目开工",
        "视觉智能产业链强链若干措施发布",
        "星澜镜头项目投资协议签署",
    ],
    "upload": ["澄光激光雷达试制线投产"],
}
START = {"rss": "/index.xml", "sitemap": "/index.xml", "list_page": "/index.html"}


def served(folder):
    sample = ROOT / folder / "sample"
    files = [path for path in sample.rglob("*") if path.is_file()]
    return {f"/{path.relative_to(sample)}": (200, {}, path.read_bytes()) for path in files}


def articles(reader, found, starts):
    for url in listed(reader, found, starts, 100):
        answer = reader.fetch(url)
        yield read_page(RawDoc(answer.content, url, datetime.now(tz=UTC), answer.mime))


def fetcher():
    return Fetcher(private_allowed=True, pause=lambda _: None)


@pytest.mark.parametrize("name", sorted(TITLES))
def test_the_sample_of_a_folder_is_read_whole(name):
    folder = folders()[name]
    if folder.spec.kind == "upload":
        read = list(articles(Folder(ROOT / name / "sample"), folder.found, [LIST]))
    else:
        with site(served(name)) as server:
            start = f"http://127.0.0.1:{server.server_port}{START[name]}"
            read = list(articles(fetcher(), folder.found, [start]))
    assert [article.meta.title for article in read] == TITLES[name]
    assert [list(faults(folder.spec, article, TODAY)) for article in read] == [[]] * len(read)
    assert broken(folder.spec, len(read), len(read), len(read)) == []


def test_every_folder_has_its_crawler_and_is_shipped_without_addresses():
    there = {path.parent.name for path in ROOT.glob("*/source.yml")}
    assert there == set(folders()) == set(TITLES)
    assert {folder.spec.addresses for folder in folders().values()} == {()}


@pytest.mark.parametrize(("listed", "read", "good", "codes"), [
    (0, 0, 0, ["pages"]),
    (5001, 10, 10, ["pages"]),
    (10, 10, 7, ["good"]),
    (10, 10, 8, []),
    (10, 0, 0, []),
])  # fmt: skip
def test_a_run_out_of_its_bounds_is_broken(listed, read, good, codes):
    spec = folders()["rss"].spec
    assert [problem.code for problem in broken(spec, listed, read, good)] == codes


def test_an_article_out_of_its_bounds_says_why():
    spec = folders()["rss"].spec
    short = read_page(RawDoc("很短的一句话。\n".encode(), "https://news.example/1"))
    codes = [problem.code for problem in faults(spec, short, TODAY)]
    assert codes == ["body", "date"]
    ahead = (ROOT / "rss/sample/star.html").read_bytes()
    assert [p.code for p in faults(spec, read_page(RawDoc(ahead)), date(2026, 3, 1))] == ["date"]


def test_a_list_that_breaks_is_told_and_not_passed_over():
    with site({"/index.xml": (200, {}, "<p>改版了".encode())}) as server:
        start = f"http://127.0.0.1:{server.server_port}/index.xml"
        with pytest.raises(FetchRefused, match="no RSS"):
            listed(fetcher(), folders()["rss"].found, [start], 10)


def test_a_folder_gives_nothing_from_outside_of_it(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("秘密", "utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    for name in ("../secret.txt", "link.txt", "none.txt"):
        with pytest.raises(FetchRefused, match="no file"):
            Folder(inside).fetch(name)


def test_a_spec_with_a_field_too_many_or_too_few_is_refused():
    with pytest.raises(SpecError, match="body"):
        parsed({"name_zh": "x"}, "x")
    with pytest.raises(SpecError, match="no mapping"):
        parsed([], "x")
