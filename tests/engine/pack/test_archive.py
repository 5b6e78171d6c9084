"""A pack comes as one zip file, or everything that is wrong with it is said."""

import io
import zipfile
from pathlib import Path

import pytest

from shigu.engine.pack.archive import archive_of, read_archive
from shigu.engine.pack.files import read_files
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import read_pack
from shigu.engine.pack.upload.limits import Limits

VOICE = Path(__file__).parents[3] / "packs" / "voice-valley"


def codes(content, limits=None):
    with pytest.raises(PackError) as refused:
        read_archive(content, *filter(None, [limits]))
    return {each.code for each in refused.value.problems}


@pytest.fixture
def files():
    return read_files(VOICE)


def test_an_archive_is_the_pack_of_its_directory(files):
    whole, found = read_pack(VOICE), read_archive(archive_of(files, "any-folder"))
    assert (found.name, found.hash) == (whole.name, whole.hash)
    for name, table in whole.tables.items():
        assert found.tables[name].equals(table)


def test_a_text_is_no_archive():
    assert codes("不是压缩包".encode()) == {"upload-damaged"}


def test_an_archive_without_a_descriptor_is_no_pack():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a/links.csv", "id\n")
    assert codes(content.getvalue()) == {"package-missing"}


def test_a_bomb_goes_off_in_no_memory(files):
    content = archive_of(files, "voice")
    assert codes(content, Limits(unzipped_bytes=10_000)) == {"upload-unzipped"}


def test_what_leaves_the_archive_is_not_read(files):
    content = io.BytesIO(archive_of(files, "voice"))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("voice/../../etc/shadow", "x")
        archive.writestr("elsewhere/links.csv", "x")
    assert read_archive(content.getvalue()).hash == read_pack(VOICE).hash
