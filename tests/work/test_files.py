"""Documents of tasks: added by a party, read by whoever reads the task, never changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from shigu.districts.papers import LARGEST_MB
from shigu.districts.policies import Refused
from shigu.work import actions
from shigu.work.models import Notice, Task, TaskFile, TaskStep
from tests.work.world import force_of, give

PDF = b"%PDF-1.7 \xe6\xb8\x85\xe5\x8d\x95"


def test_a_party_adds_a_document_and_the_others_are_told(act):
    with act("lin") as lin:
        task = give(lin)
    with act("shen") as shen:
        made = actions.attach(shen, Task.objects.get(pk=task.pk), "清单.pdf", PDF)
        assert (made.district.code, made.size, made.added_by.username) == ("xiaoshan", 15, "shen")
    with act("lin"):
        assert bytes(TaskFile.objects.get().content) == PDF
        step = TaskStep.objects.get(verb="attach")
        assert (step.text, step.district.code) == ("清单.pdf", "xiaoshan")
        assert Notice.objects.filter(kind="work.attached").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("脚本.html", b"x", "不收这种文件"),
        ("空.pdf", b"", "不能是空的"),
        ("大.pdf", b"x" * (LARGEST_MB * 1024 * 1024 + 1), "MB 以内"),
    ],
)
def test_what_offices_do_not_exchange_is_refused(act, name, content, said):
    with act("lin") as lin:
        task = give(lin)
        with pytest.raises(Refused, match=said):
            actions.attach(lin, task, name, content)
        assert not TaskFile.objects.exists()
        assert not TaskStep.objects.filter(verb="attach").exists()


def test_who_does_not_read_the_task_reads_no_document_of_it(act, signed_in):
    with act("lin") as lin:
        task = give(lin, to="gongshu", force=force_of(lin))
        made = actions.attach(lin, task, "清单.pdf", PDF)
    with act("shen") as shen:
        assert not TaskFile.objects.exists()
        with pytest.raises(Refused, match="相关单位"):
            actions.attach(shen, task, "清单.pdf", PDF)
    address = reverse("work:file", args=[made.pk])
    assert signed_in("shen").get(address).status_code == 404
    post = {"file": SimpleUploadedFile("清单.pdf", PDF)}
    assert signed_in("shen").post(reverse("work:add_file", args=[task.pk]), post).status_code == 404


def test_a_document_is_neither_changed_nor_taken_away(act):
    with act("lin") as lin:
        made = actions.attach(lin, give(lin), "清单.pdf", PDF)
        for change in (lambda rows: rows.update(name="别的.pdf"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(TaskFile.objects.filter(pk=made.pk))
        assert TaskFile.objects.get().name == "清单.pdf"


def test_the_page_takes_a_document_and_hands_it_out_to_be_saved(act, signed_in):
    with act("lin") as lin:
        task = give(lin)
    client = signed_in("lin")
    client.post(
        reverse("work:add_file", args=[task.pk]), {"file": SimpleUploadedFile("清单.pdf", PDF)}
    )
    with act("lin"):
        made = TaskFile.objects.get()
    assert "清单.pdf" in client.get(task.get_absolute_url()).text
    given = signed_in("shen").get(reverse("work:file", args=[made.pk]))
    assert given.getvalue() == PDF
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    refused = client.post(reverse("work:add_file", args=[task.pk]), {}, follow=True)
    assert "请选一个不是空的文件" in refused.text
