"""The whole page: sections are prepared as values, templates only lay them out."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from shigu.report import glossary
from shigu.report.allocations import allocations_table
from shigu.report.bilingual import Text, told
from shigu.report.candidates import offers
from shigu.report.chain_graph import chain_graph
from shigu.report.excess import excess_table
from shigu.report.falls import control_table, falls_table
from shigu.report.figures import key_figures
from shigu.report.gaps import FIRST, gap_views
from shigu.report.growth import frontier_table
from shigu.report.headline import grounds, headline
from shigu.report.induced import induced_table
from shigu.report.inputs import Inputs
from shigu.report.legend import chain_legend, map_legend
from shigu.report.links_table import links_table
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped, percent
from shigu.report.placements import placements_table
from shigu.report.sensitivity import questions, sensitivity_table, shares_table
from shigu.report.shadow_prices import shadow_prices_table
from shigu.report.sharing_bars import sharing_bars
from shigu.report.site_map import site_maps
from shigu.report.sources import sources_table
from shigu.report.steps import next_steps
from shigu.report.terms import terms_view
from shigu.report.timeline import timeline
from shigu.report.unplaced import unplaced_table

STYLES = ("tokens.css", "page.css", "figures.css", "print.css")
SCRIPTS = ("language.js", "tables.js", "graph.js")


def render(plan: dict[str, Any]) -> str:
    """One HTML document that needs nothing else, from the document ``plan.json``.

    Raises:
        KeyError: the plan mentions an id that its index does not name.
    """
    names = Names(plan["index"])
    page = _environment(names).get_template("plan.html")
    return page.render(plan=plan, **_opening(plan, names), **_answers(plan, names))


def _opening(plan: Json, names: Names) -> dict[str, Any]:
    pack = plan["pack"]
    return {
        "title": Text(pack["title_zh"], pack["title_en"]),
        "headline": headline(plan, names),
        "grounds": grounds(plan),
        "steps": next_steps(plan, names),
        "figures": key_figures(plan),
        "terms": terms_view(plan["sharing"]["terms"], names, "terms"),
        "uniform": terms_view(plan["sharing"]["terms_uniform"], names, "terms-uniform"),
        "units": glossary.UNITS,
        "methods": glossary.METHODS,
    }


def _answers(plan: Json, names: Names) -> dict[str, Any]:
    links, footnotes = links_table(plan, names)
    return {
        "graph": chain_graph(plan, names),
        "chain_legend": chain_legend(),
        "gaps": gap_views(plan, names),
        "first_gaps": FIRST,
        "links": links,
        "footnotes": footnotes,
        "falls": falls_table(plan, names),
        "control": control_table(plan, names),
        "frontier": frontier_table(plan, names),
        "induced": induced_table(plan, names),
        "offers": offers(plan, names),
        "maps": site_maps(plan, names),
        "map_legend": map_legend(plan, names),
        "timeline": timeline(plan, names),
        "placements": placements_table(plan, names),
        "unplaced": unplaced_table(plan, names),
        "shadow_prices": shadow_prices_table(plan, names),
        "bars": sharing_bars(plan, names),
        "allocations": allocations_table(plan, names),
        "excess": excess_table(plan, names),
        "sensitivity": sensitivity_table(plan),
        "questions": questions(plan, names),
        "shares": shares_table(plan, names),
        "sources": sources_table(plan, names),
    }


def _environment(names: Names) -> Environment:
    loader = PackageLoader("shigu.report", "templates")
    static = PackageLoader("shigu.report", "static")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        t=Text,
        cited=names.cited,
        told=told,
        inputs=Inputs(names),
        styles=_together(environment, static, STYLES),
        scripts=_together(environment, static, SCRIPTS),
    )
    environment.filters.update(grouped=grouped, percent=percent)
    return environment


def _together(environment: Environment, static: PackageLoader, files: tuple[str, ...]) -> Markup:
    """Our own style and script files, word for word."""
    return Markup("\n").join(Markup(static.get_source(environment, name)[0]) for name in files)  # noqa: S704
