"""Clusters side by side: who may bring one, what the page says, and that it claims no blank."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shigu.chain import actions
from shigu.chain.jobs.assessing import run
from shigu.chain.models import Assessment, Chain, ChainMapping, ComparedCluster, Link, Position
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.files import PackFiles, read_files
from shigu.registry.models import Organisation
from tests.chain.test_pages import exported, html
from tests.worlds import OTHERS, PACKS

PAGE = "/chain/compare/"


def zipped(name):
    return archive_of(read_files(PACKS / name), name)


def rows(name, table):
    with (PACKS / name / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def held(name):
    """Links at which a pack lists a firm."""
    return {row["link"] for row in rows(name, "positions")}


def counted(model):
    with acting_as_system():
        return model.objects.count()


def uploaded(client, content):
    return client.post(f"{PAGE}add/", {"file": SimpleUploadedFile("pack.zip", content)})


def test_every_cluster_has_a_column_with_what_its_pack_lists(visit, compared):
    page = html(visit("lin", PAGE, count="chain:compare"))
    figures = page.split('id="figures"')[1].split("</section>")[0]
    first = next(line for line in figures.split("<tr>") if "列出的机构" in line)
    counts = [str(len(rows(name, "organisations"))) for name in OTHERS]
    assert first.count('<td class="n">') == 3
    assert [f'<td class="n">{count}</td>' in first for count in counts] == [True, True]
    assert "本集群" in page
    assert "武汉·中国光谷" in page


def test_nobody_listed_is_never_called_blank(visit, compared):
    page = html(visit("lin", PAGE))
    links = page.split('id="links"')[1].split("</section>")[0]
    body = links.split("<tbody>")[1]
    assert "没有列出" in body
    assert body.count('data-href="/chain/links/') == 93
    assert "空白" not in body


def test_a_cell_that_cannot_be_computed_is_a_dash(visit, compared, act):
    with acting_as_system():
        run_ = Assessment.objects.get(state="done")
        run_.comparison["clusters"][1]["specialised"] = None
        run_.save(update_fields=["comparison"])
    page = html(visit("lin", PAGE))
    line = next(part for part in page.split("<tr>") if "明显专业化" in part)
    assert line.count('<td class="n">—</td>') == 1


def test_links_are_filtered_by_who_has_firms_there(visit, compared):
    with acting_as_system():
        links = Assessment.objects.get(state="done").comparison["links"]
    theirs = held("optics-valley") | held("voice-valley")
    mine = {one["link"] for one in links if one["by_cluster"]["vv-interview"]["facts"]}
    behind = {one["link"] for one in links} & theirs - mine
    assert behind
    lines = exported(visit("lin", f"{PAGE}?differs=behind&export=csv"))
    assert len(lines) == 1 + len(behind)
    assert {line[2] for line in lines[1:]} == {"没有列出"}
    answer = f"{len(behind)} 个环节别处列有企业而这里没有"
    assert answer in html(visit("lin", PAGE))


def test_the_figures_leave_as_numbers(visit, compared):
    lines = exported(visit("lin", f"{PAGE}figures.csv"))
    assert lines[0][1:] == ["本集群", *(title(name) for name in OTHERS)]
    counts = {line[0]: line[1:] for line in lines[1:]}
    assert counts["列出的机构"][1:] == [str(len(rows(name, "organisations"))) for name in OTHERS]


def title(name):
    with acting_as_system():
        return ComparedCluster.objects.get(code=name).name_zh


def test_another_version_of_the_chain_stands_beside_by_itself(visit, act, assessed):
    with acting_as_system():
        assert Assessment.objects.get(state="done").comparison is None
    assert "还没有可以对照的集群" in html(visit("lin", PAGE))


def test_a_new_cluster_makes_the_assessment_out_of_date(visit, assessed, act):
    before = html(visit("lin", "/chain/"))
    with act("gu") as gu:
        actions.add_cluster(gu, zipped("voice-valley"))
    said = "评估之后，环节、归属、企业或参照有改动"
    assert said not in before
    assert said in html(visit("lin", "/chain/"))


def test_an_analyst_adds_and_removes_a_cluster_on_the_page(signed_in, db):
    organisations = counted(Organisation)
    client = signed_in("gu")
    assert uploaded(client, zipped("voice-valley")).status_code == 302
    with acting_as_system():
        kept = ComparedCluster.objects.get()
    assert (kept.code, kept.organisations) == (
        "voice-valley",
        len(rows("voice-valley", "organisations")),
    )
    assert counted(Organisation) == organisations
    assert client.post(f"{PAGE}voice-valley/remove/").status_code == 302
    assert counted(ComparedCluster) == 0


def test_a_faulty_pack_is_refused_whole_with_every_place(signed_in, db):
    files = read_files(PACKS / "voice-valley")
    broken = files.contents["positions.csv"].replace(b",0.9,", b",9.0,", 1)
    faulty = PackFiles({**files.contents, "positions.csv": broken}, ())
    response = uploaded(signed_in("gu"), archive_of(faulty, "voice-valley"))
    assert response.status_code == 422
    assert "positions 第" in response.content.decode()
    assert counted(ComparedCluster) == 0


def test_an_officer_brings_no_cluster(signed_in, db, act):
    response = uploaded(signed_in("lin"), zipped("voice-valley"))
    assert response.status_code == 422
    with act("lin") as lin, pytest.raises(Refused):
        actions.add_cluster(lin, zipped("voice-valley"))
    assert counted(ComparedCluster) == 0


def test_a_pack_with_the_name_of_a_version_is_refused(act):
    files = read_files(PACKS / "voice-valley")
    text = files.contents["datapackage.yaml"].replace(b"name: voice-valley", b"name: vv-interview")
    renamed = PackFiles({**files.contents, "datapackage.yaml": text}, ())
    with act("gu") as gu, pytest.raises(Refused, match="vv-interview"):
        actions.add_cluster(gu, archive_of(renamed, "x"))


def test_versions_of_the_taxonomy_are_compared_with_visible_mapping(visit, act):
    with acting_as_system():
        old = Chain.objects.create(code="vv-old", version="old", name_zh="旧分类", status="fact")
        made = [
            Link.objects.create(
                chain=old, code=code, name_zh=code, name_en=code, layer=layer, status="fact"
            )
            for code, layer in (("old-camera", "technology"), ("old-use", "application"))
        ]
        ChainMapping.objects.create(
            code="m1",
            from_link=made[0],
            to_link=Link.objects.get(code="cmos-sensor"),
            share=0.5,
            status="fact",
        )
        firm = Organisation.objects.filter(
            kind="enterprise", status="fact", district__player="binjiang"
        )[0]
        for number, link in enumerate(made):
            Position.objects.create(
                code=f"p{number}",
                organisation=firm,
                link=link,
                share=0.4,
                basis="reading",
                confidence=0.9,
                status="fact",
            )
    with act("gu") as gu:
        asked = actions.ask(gu, Chain.objects.get(code="vv-interview"))
        run(asked.pk, gu.id)
    page = html(visit("lin", f"{PAGE}?chain=vv-interview"))
    moved = page.split('id="moved"')[1].split("</section>")[0]
    assert "本集群 · 旧分类" in moved
    assert "50%" in moved
    assert "没有去处" in moved.split("old-use")[1]
