"""The ways in which a person brings pages: files, a text that is pasted, an address."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.engine.text.page.limits import MOST_BYTES
from shigu.face.forms import DateInput
from shigu.ingest.actions.bringing import MB, MOST_PAGES, Brought
from shigu.sources.upload.crawler import PAGES

LONGEST = 200_000


class SeveralInput(forms.FileInput):
    """Several files at once, chosen or dropped on it."""

    allow_multiple_selected = True


class Several(forms.FileField):
    """Files, empty ones too: what is wrong with one is told beside it, not in place of all."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(Several, self).clean(each, initial) for each in given or [None]]


class BringForm(forms.Form):
    """One way; ``about`` is the field beside which a refusal is told."""

    way: ClassVar[str]
    about: ClassVar[str]
    title: ClassVar[Promise]
    button: ClassVar[Promise] = _("核对")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{self.way}_%s"


class FilesForm(BringForm):
    """Saved pages and plain texts."""

    way = "files"
    about = "chosen"
    title = _("选文件")
    chosen = Several(
        label=_("文件"),
        allow_empty_file=True,
        widget=SeveralInput({"accept": ",".join(sorted(PAGES)), "class": "drop-here"}),
        help_text=_(
            "可以选几个，也可以拖到框里：存下的网页（.html）或纯文本（.txt）；"
            "一次最多 %(most)d 个，每个最多 %(mb)d MB。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        field.help_text = str(field.help_text) % {"most": MOST_PAGES, "mb": MOST_BYTES // MB}

    def pages(self) -> list[Brought]:
        """The files as the verb takes them."""
        named = [(_printed(file.name), file) for file in self.cleaned_data["chosen"]]
        return [Brought(name, file.read(), filename=name) for name, file in named]


class TextForm(BringForm):
    """A text from elsewhere, with what its page would have told."""

    way = "text"
    about = "text"
    title = _("粘贴文字")
    headline = forms.CharField(label=_("标题"), max_length=200)
    text = forms.CharField(
        label=pgettext_lazy("文章", "正文"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    published = forms.DateField(
        label=_("发布日期"),
        required=False,
        widget=DateInput(),
        help_text=_("“昨日”“本月”这样的话按它推算。"),
    )
    site = forms.CharField(label=_("刊载媒体"), max_length=100, required=False)
    url = forms.URLField(
        label=_("网址"),
        required=False,
        assume_scheme="https",
        help_text=_("只记下出处，不去打开；同一网址再来就是新的一版。"),
    )

    def pages(self) -> list[Brought]:
        """The text as one page with its head above it."""
        told = self.cleaned_data
        day = f"{told['published']:%Y-%m-%d}" if told["published"] else ""
        source = f"来源：{told['site']}" if told["site"] else ""
        head = " ".join(filter(None, (day, source)))
        lines = filter(None, (told["headline"], head, told["text"].replace("\r\n", "\n")))
        return [
            Brought(
                told["headline"],
                "\n".join(lines).encode(),
                url=told["url"],
                title=told["headline"],
                published=day,
                site=told["site"],
            )
        ]


class AddressForm(BringForm):
    """A page that the server fetches, by the rules for sources."""

    way = "address"
    about = "url"
    title = _("给网址")
    url = forms.URLField(
        label=_("网址"),
        assume_scheme="https",
        help_text=_(
            "由服务器打开：遵守对方的 robots.txt，内网地址不打开；服务器不连外网时用另外两种办法。"
        ),
    )

    def pages(self) -> list[Brought]:
        """The address, whose bytes are still to be fetched."""
        url = self.cleaned_data["url"]
        return [Brought(url, url=url)]


Way = FilesForm | TextForm | AddressForm
WAYS: tuple[type[Way], ...] = (FilesForm, TextForm, AddressForm)


def _printed(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable()) or "?"
