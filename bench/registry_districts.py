"""How many firms of a register stand on which link in which of today's districts of Hangzhou.

    python bench/registry_districts.py REGISTER.csv.gz POSITIONS.parquet --svg OUT.svg

POSITIONS come from `shigu registry map`. A district is told by the address and, where it says
nothing, by the registrar of the credit code. Prints a Markdown table; figures only.
"""

import argparse
import csv
import gzip
from collections import Counter
from html import escape
from pathlib import Path

import pyarrow.parquet as pq
from registry_docs import chain

from shigu.engine.entity.address.locate import locate
from shigu.engine.entity.divisions import divisions

LEAST = 5
ROW, COLUMN, LEFT, TOP = 22, 52, 170, 60
OPEN = "未定"


def main():
    asked = arguments()
    counts = counted(asked.register, asked.positions)
    rows, columns = order(counts)
    print("\n".join(markdown(counts, rows, columns)))
    asked.svg.write_text(svg(counts, rows, columns), encoding="utf-8")


def counted(register, positions):
    """Firms by (link, district)."""
    with gzip.open(register, "rt", encoding="utf-8") as file:
        firms = {row["uscc"]: row for row in csv.DictReader(file)}
    found = Counter()
    names = {link.id: link.name_zh for link in chain()}
    for row in pq.read_table(positions, columns=["id", "link"]).to_pylist():
        found[names[row["link"]], district(firms[row["id"]])] += 1
    return found


def district(firm):
    code = locate(firm["address"], firm["uscc"][2:8]).value.district
    return divisions()[code].name if code.startswith("3301") else "外地" if code else OPEN


def order(counts):
    """Links with at least a few firms and all districts, the largest first, the rest last."""
    links, districts = Counter(), Counter()
    for (link, where), many in counts.items():
        links[link] += many
        districts[where] += many
    last = {OPEN: 2, "外地": 1}
    columns = sorted(districts, key=lambda name: (last.get(name, 0), -districts[name]))
    return [link for link, many in links.most_common() if many >= LEAST], columns


def markdown(counts, rows, columns):
    yield f"| 环节 | 合计 | {' | '.join(columns)} |"
    yield "|---|" + "--:|" * (len(columns) + 1)
    for link in rows:
        cells = [counts[link, where] for where in columns]
        yield f"| {link} | {sum(cells)} | {' | '.join(str(each or '·') for each in cells)} |"
    rest = [sum(n for (k, w), n in counts.items() if k not in rows and w == c) for c in columns]
    yield f"| 其余环节 | {sum(rest)} | {' | '.join(str(each or '·') for each in rest)} |"
    every = [sum(n for (_, w), n in counts.items() if w == c) for c in columns]
    yield f"| **全部** | **{sum(every)}** | {' | '.join(f'**{each}**' for each in every)} |"


def svg(counts, rows, columns):
    """A cell a link and district, the darker the more firms."""
    width, height = LEFT + COLUMN * len(columns) + 20, TOP + ROW * len(rows) + 20
    most = max(counts[link, where] for link in rows for where in columns)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    parts = [f'{head} font-family="sans-serif" font-size="12">']
    parts.append(f'<rect width="{width}" height="{height}" fill="#fff"/>')
    title = "企业数 · firms by link and district"
    parts.append(f'<text x="10" y="20" font-weight="bold">{title}</text>')
    for j, where in enumerate(columns):
        x = LEFT + COLUMN * j + COLUMN / 2
        name = where.removesuffix("区").removesuffix("市").removesuffix("县")
        parts.append(f'<text x="{x}" y="{TOP - 10}" text-anchor="middle">{escape(name)}</text>')
    for i, link in enumerate(rows):
        y = TOP + ROW * i
        parts.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(link)}</text>')
        parts += [cell(counts[link, where], most, j, y) for j, where in enumerate(columns)]
    return "".join([*parts, "</svg>\n"])


def cell(many, most, j, y):
    x, dark = LEFT + COLUMN * j, (many / most) ** 0.5
    colour = "#f4f6f8" if not many else f"rgb({230 - 214 * dark:.0f},{240 - 152 * dark:.0f},248)"
    text = f'<text x="{x + COLUMN / 2}" y="{y + 15}" text-anchor="middle" fill="%s">{many}</text>'
    told = text % ("#fff" if dark > 0.55 else "#16324f") if many else ""
    box = f'<rect x="{x + 1}" y="{y + 1}" width="{COLUMN - 2}" height="{ROW - 2}" fill="{colour}"/>'
    return box + told


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("register", type=Path)
    parser.add_argument("positions", type=Path)
    parser.add_argument("--svg", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
