"""What comes in to do harm does none: files, names, addresses."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shigu.data import actions, importing
from shigu.data.models import Import
from shigu.engine.pack.read import read_pack
from shigu.registry import actions as registry
from shigu.registry.models import Organisation

HEADER = "id,name_zh,kind,district,status,source\n"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULAS = ('=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1")


def brought(act, name, content, table="organisations"):
    with act("lin") as lin:
        made = actions.bring(lin, table, name, content)
    importing.read(str(made.pk), made.user_id)
    with act("lin"):
        return Import.objects.get(pk=made.pk)


def bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b"0" * 1_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.csv", b"", "file-empty"),
        ("程序.xlsx", b"MZ\x90\x00" + b"\0" * 200, "upload-type"),
        ("网页.csv", b"<!doctype html><html><body>x</body></html>", "upload-type"),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "upload-type"),
        ("损坏.xlsx", b"PK\x03\x04" + b"0" * 400, "upload-damaged"),
        ("乱码.csv", bytes(range(128, 256)) * 40, None),
        ("别的表.csv", "甲,乙\n1,2\n".encode(), None),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(act, name, content, code):
    found = brought(act, name, content)
    with act("lin"):
        assert (found.state, found.created, found.changed) == ("faulty", 0, 0)
        codes = {line.fault["code"] for line in found.lines.all()}
        assert codes if code is None else codes == {code}


def test_a_zip_bomb_is_not_unfolded(act):
    found = brought(act, "炸弹.xlsx", bomb())
    with act("lin"):
        assert found.state == "faulty"
        assert {line.fault["code"] for line in found.lines.all()} == {"upload-unzipped"}


def test_a_file_too_large_is_refused_before_it_is_kept(signed_in, settings, act):
    settings.UPLOAD_MAX_BYTES = 1024
    file = SimpleUploadedFile("大.csv", b"x" * 2048)
    response = signed_in("lin").post(reverse("data:table", args=["organisations"]), {"file": file})
    assert response.status_code == 422
    assert "MB" in response.text
    with act("lin"):
        assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\台账.csv", "台账.csv"),
        ("\u202egpj.exe.csv", "gpj.exe.csv"),
        ("a\0b\n.csv", "ab.csv"),
        ("....", "?"),
        ("长" * 500 + ".csv", "长" * 200),
    ],
)
def test_the_name_of_a_file_is_only_shown(act, name, shown):
    with act("lin") as lin:
        assert actions.bring(lin, "organisations", name, b"x").filename == shown


def test_a_name_full_of_html_stays_text(act, signed_in):
    found = brought(
        act, f"{SCRIPT}.csv", f"{HEADER}org-x,{SCRIPT},enterprise,binjiang,公司,\n".encode()
    )
    with act("lin") as lin:
        made = registry.register(
            lin, {"name_zh": SCRIPT, "kind": "enterprise", "status": "illustrative"}, reason=SCRIPT
        )
    client = signed_in("lin")
    pages = (
        reverse("data:import", args=[found.pk]),
        reverse("data:overview"),
        reverse("registry:organisations") + "?q=script",
        made.get_absolute_url(),
    )
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("way", ["list", "table"])
def test_a_formula_leaves_as_text(act, signed_in, formula, way):
    with act("lin") as lin:
        row = {"name_zh": formula, "kind": "enterprise", "status": "illustrative"}
        registry.register(lin, {**row, "district": "binjiang"}, reason="注入")
    client = signed_in("lin")
    address = {
        "list": reverse("registry:organisations") + "?export=csv",
        "table": reverse("data:contents", args=["organisations", "csv"]),
    }[way]
    text = client.get(address).getvalue().decode("utf-8-sig")
    quoted = formula.replace('"', '""')
    assert f"'{quoted}" in text
    assert f"\n{quoted}" not in text
    assert f",{quoted}" not in text


def test_the_pack_that_leaves_loads_again(signed_in, tmp_path, act):
    response = signed_in("lin").get(reverse("data:pack"))
    assert response.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        assert all(not name.startswith(("/", "..")) for name in archive.namelist())
        archive.extractall(tmp_path)
    pack = read_pack(tmp_path / "vision-valley")
    with act("lin"):
        assert pack.tables["organisations"].height == Organisation.objects.count()


def test_the_pack_holds_only_what_its_reader_may_see(signed_in, act):
    def projects(who):
        content = signed_in(who).get(reverse("data:pack")).getvalue()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("vision-valley/projects.csv").decode()
        return {line.split(",")[0] for line in text.splitlines()[1:]}

    lin, shen = projects("lin"), projects("shen")
    assert lin - shen
    assert shen - lin


@pytest.mark.parametrize(
    "address",
    ["/data/tables/nothing/", "/data/tables/organisations/rows.exe", "/data/imports/1/"],
)
def test_an_address_that_is_none_is_not_found(signed_in, address):
    assert signed_in("lin").get(address).status_code == 404


@pytest.mark.parametrize("name", ["confirm", "cancel"])
def test_what_changes_something_is_never_a_link(act, signed_in, name):
    found = brought(act, "x.csv", b"x")
    assert signed_in("lin").get(reverse(f"data:{name}", args=[found.pk])).status_code == 405
