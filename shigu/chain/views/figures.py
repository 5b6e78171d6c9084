"""Pages that list the links with the figures of one part of an assessment."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from shigu.chain.link_rows import LinkRowsFilter
from shigu.chain.models import Link
from shigu.chain.stressed import parts
from shigu.chain.views.frame import Frame, frame_of, trail
from shigu.face.listing import ListingView, Rows
from shigu.face.pieces import Words

Json = Mapping[str, Any]


class LinkFigures(ListingView):
    """A row for each link that the part speaks of; ``below`` is a template for what follows."""

    template_name = "chain/figures.html"
    part_name = "chain/listing_part.html"
    filterset_class = LinkRowsFilter
    page_size = 100
    part: ClassVar[str]
    address: ClassVar[str]
    reading: ClassVar[Words] = ""
    below: ClassVar[str] = ""

    @abstractmethod
    def figures(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Id of the link and its figures, in the order shown."""

    @abstractmethod
    def said(self) -> str:
        """The sentence on top where something was computed."""

    def told_below(self) -> dict[str, Any]:
        """What the template ``below`` needs."""
        return {}

    @cached_property
    def frame(self) -> Frame:
        """The version and assessment of this request."""
        return frame_of(self.request)

    @cached_property
    def found(self) -> Json:
        """The part of the assessment shown; empty where it was not computed."""
        found: Json = parts(self.frame.assessment, self.part).get(self.part, {})
        return found

    @cached_property
    def links(self) -> dict[str, Link]:
        """The links of the version by id."""
        rows = Link.objects.visible_to(self.frame.actor).filter(chain=self.frame.chain)
        return {row.code: row for row in rows.select_related("parent")}

    def named(self, code: str) -> str:
        """What a link is called."""
        return str(self.links[code].name) if code in self.links else code

    @cached_property
    def rows(self) -> Rows:
        """Links with their figures; those that the reader does not see are left out."""
        return Rows(
            {"link": self.links[code], "order": place, **figures}
            for place, (code, figures) in enumerate(self.figures())
            if code in self.links
        )

    def get_queryset(self) -> Rows:
        """All rows; filters take them down."""
        return self.rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The listing between what it says and what follows."""
        shared = self.frame.context(f"chain:{self.address}")
        context = super().get_context_data(**kwargs) | shared
        return context | {
            "answer": self.said() if self.rows else "",
            "breadcrumbs": trail((str(self.title), "")),
            "reading": self.reading,
            "below": self.below if self.rows else "",
            "computed": bool(self.rows),
            **(self.told_below() if self.rows else {}),
        }
