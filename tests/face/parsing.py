"""Reading pages in tests."""

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "hr"}


class Reader(HTMLParser):
    """Texts of all elements of a tag (and class), and every tag with its attributes."""

    def __init__(self, tag="", style=""):
        super().__init__()
        self.wanted, self.style = tag, style
        self.open, self.texts, self.tags = 0, [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        classes = (dict(attrs).get("class") or "").split()
        if self.open and tag == self.wanted:
            self.open += 1
        elif tag == self.wanted and (not self.style or self.style in classes):
            self.open = 1
            self.texts.append("")

    def handle_endtag(self, tag):
        if self.open and tag == self.wanted:
            self.open -= 1

    def handle_data(self, data):
        if self.open:
            self.texts[-1] += data


def read(html, tag="", style=""):
    reader = Reader(tag, style)
    reader.feed(html)
    return reader


def text_of(html, tag, style=""):
    """The text of the first such element, spaces evened."""
    return re.sub(r"\s+", " ", read(html, tag, style).texts[0]).strip()


def rows_of(html):
    """The cells of each row of the first table's body."""
    body = html.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return [
        [re.sub(r"\s+", " ", text).strip() for text in read(row, "td").texts]
        for row in body.split("<tr ")[1:]
    ]


def tags_of(html):
    return read(html).tags


def content_of(response):
    """What a download holds; its file is closed without ending the test's connection."""
    content = b"".join(response.streaming_content)
    if response.file_to_stream:
        response.file_to_stream.close()
    return content
