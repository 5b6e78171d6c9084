"""``shigu ingest`` reads files, folders and addresses, and says what it could not read."""

import gzip
import json
import subprocess
import sys

from typer.testing import CliRunner

from shigu.cli.main import app
from shigu.conf.environment import environment
from shigu.ingest.models import Document
from tests.engine.text.page import made
from tests.sources.site import site


def run(*words):
    return CliRunner().invoke(app, ["ingest", *map(str, words)])


def documents(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_page_as_json(tmp_path):
    (tmp_path / "a.html").write_bytes(made.HTML.encode("gbk"))
    [document] = documents(tmp_path / "a.html")
    assert document["title"] == made.TITLE
    assert (document["date"], document["source"]) == ("2026-03-19", "云谷日报")
    assert (document["encoding"], document["integrity"]) == ("gb18030", 1.0)
    text = document["text"]
    body = [text[b["start"] : b["end"]] for b in document["blocks"] if b["role"] == "body"]
    assert body == list(made.PARAGRAPHS)
    assert document["family"] == document["id"]
    assert document["kinship"] == "first"


def test_a_folder_with_copies_of_one_article(tmp_path):
    (tmp_path / "a.html").write_text(made.HTML, "utf-8")
    (tmp_path / "b.txt").write_text(made.PLAIN, "utf-8")
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(made.HTML.encode()))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    first, second, third = documents(tmp_path)
    assert second["family"] == third["family"] == first["id"]
    assert [each["kinship"] for each in (first, second, third)] == ["first", "copy", "copy"]


def test_a_page_told_to_people_in_both_languages(tmp_path):
    page = made.HTML.replace("智能视觉产业园，首批", "智能视觉(zhì)产业园，，首批")
    (tmp_path / "a.html").write_text(page, "utf-8")
    told = run(tmp_path / "a.html")
    assert made.TITLE in told.stdout
    assert "1 处插入的拼音" in told.stdout
    assert "inserted pinyin" in run(tmp_path / "a.html", "--lang", "en").stdout


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.html").write_text(made.HTML, "utf-8")
    (tmp_path / "b.html").write_bytes(b"<p>" + b"a" * 9_000_000)
    result = run(tmp_path, tmp_path / "none.html", "--json", "--lang", "en")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    large, missing = result.stderr.splitlines()
    assert "at most 8,000,000" in large
    assert "none.html" in missing


def test_an_address_inside_needs_the_setting(monkeypatch):
    page = (200, {"Content-Type": "text/html; charset=utf-8"}, made.HTML.encode())
    with site({"/a": page}) as server:
        url = f"http://127.0.0.1:{server.server_port}/a"
        monkeypatch.setenv("SHIGU_PRIVATE_SOURCES", "false")
        environment.cache_clear()
        refused = run(url)
        monkeypatch.setenv("SHIGU_PRIVATE_SOURCES", "true")
        environment.cache_clear()
        [document] = documents(url)
    environment.cache_clear()
    assert refused.exit_code == 1
    assert "SHIGU_PRIVATE_SOURCES" in refused.stderr
    assert (document["url"], document["title"]) == (url, made.TITLE)


def test_the_first_pages_of_a_feed_are_read(monkeypatch):
    monkeypatch.setenv("SHIGU_PRIVATE_SOURCES", "true")
    monkeypatch.setattr("shigu.sources.fetch.PAUSE_SECONDS", 0.0)
    environment.cache_clear()
    html = {"Content-Type": "text/html; charset=utf-8"}
    links = "".join(f"<item><link>/{name}</link></item>" for name in ("a", "a", "b", "c"))
    answers = {
        "/feed": (200, {}, f"<rss><channel>{links}</channel></rss>".encode()),
        "/index": (200, {}, b"<sitemapindex><sitemap><loc>/map</loc></sitemap></sitemapindex>"),
        "/map": (200, {}, b"<urlset><url><loc>/b</loc></url></urlset>"),
        "/a": (200, html, made.HTML.encode()),
        "/b": (200, html, made.HTML.replace("<h1>", "<h1> ").encode()),
    }
    with site(answers) as server:
        home = f"http://127.0.0.1:{server.server_port}"
        told = documents(f"{home}/feed", "--feed", "--most", 2)
        indexed = documents(f"{home}/index", "--feed")
        refused = run(f"{home}/a", "--feed", "--lang", "en")
    environment.cache_clear()
    assert [each["url"] for each in told] == [f"{home}/a", f"{home}/b"]
    assert [each["kinship"] for each in told] == ["first", "copy"]
    assert [each["url"] for each in indexed] == [f"{home}/b"]
    assert refused.exit_code == 1
    assert "no RSS, Atom or sitemap" in refused.stderr


def test_other_commands_load_no_parser():
    loaded = "{'rensa', 'shigu.engine.text.page.nodes'} & set(sys.modules)"
    code = f"import sys, shigu.cli.main; sys.exit(bool({loaded}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_read_can_be_stored(tmp_path, act, monkeypatch):
    monkeypatch.setattr("shigu.cli.ingest_store.ready", lambda: None)
    (tmp_path / "a.html").write_text(made.HTML, "utf-8")
    told = [run(tmp_path / "a.html", "--store", "--lang", "en").stderr for _ in range(2)]
    assert told == [
        "stored: 1 new, 0 new versions, 0 known\n",
        "stored: 0 new, 0 new versions, 1 known\n",
    ]
    with act("gu") as gu:
        assert Document.objects.visible_to(gu).get().title == made.TITLE
