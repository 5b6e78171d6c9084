"""Example data of the charts, the chain and the map on the living page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext

from shigu.face.maps import Entry

DISTRICTS = ((120.15, 30.16, 0), (120.27, 30.13, 1), (120.39, 30.27, 2))


def pictures() -> dict[str, Any]:
    """One small data set a kind of picture."""
    names = [pgettext("示例", "滨江区"), pgettext("示例", "萧山区"), pgettext("示例", "钱塘区")]
    return {**_charts(names), "links": _links(), "ground": _ground(names)}


def _charts(names: list[str]) -> dict[str, Any]:
    months = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    talks = ((12, 21, 4), (14, 22, 6), (13, 25, 6), (17, 27, 7), (18, 30, 9), (21, 34, 11))
    rows = [[month, *counts] for month, counts in zip(months, talks, strict=True)]
    layers = [
        [pgettext("示例", "基础层"), 14, 9, 6],
        [pgettext("示例", "技术层"), 18, 5, 2],
        [pgettext("示例", "应用层"), 22, 17, 3],
    ]
    invested = [[month, 8.2 + 1.7 * i, 7.5 + 2 * i] for i, month in enumerate(months)]
    plan = pgettext("示例", "方案")
    options = [[f"{plan} {i}", 900 + 70 * i, 6.1 + 0.42 * i - 0.02 * i * i, True] for i in range(6)]
    behind = [[f"{plan} {i}", 700 + 55 * i, 4.1 + 0.24 * i, False] for i in range(6, 12)]
    return {
        "monthly": {
            "columns": [pgettext("示例", "月份"), *names],
            "rows": rows,
            "unit": pgettext("示例", "个"),
            "colours": [0, 1, 2],
        },
        "heat": {
            "columns": [pgettext("示例", "层"), *names],
            "rows": layers,
            "unit": pgettext("示例", "家"),
        },
        "trend": {
            "columns": [
                pgettext("示例", "月份"),
                pgettext("示例", "实际"),
                pgettext("示例", "目标"),
            ],
            "rows": invested,
            "unit": pgettext("示例", "亿元"),
        },
        "front": {
            "columns": [plan, pgettext("示例", "用地（亩）"), pgettext("示例", "价值（亿元）")],
            "rows": options + behind,
        },
        "lanes": {
            "columns": [
                pgettext("示例", "空间"),
                pgettext("示例", "起"),
                pgettext("示例", "止"),
                pgettext("示例", "用途"),
            ],
            "rows": [
                [
                    pgettext("示例", "一号楼 3 层"),
                    "2026-01-01",
                    "2026-09-30",
                    pgettext("示例", "光谱仪装配"),
                    "strong",
                ],
                [
                    pgettext("示例", "一号楼 3 层"),
                    "2026-11-15",
                    "2027-06-30",
                    pgettext("示例", "已预留"),
                    "weak",
                ],
                [
                    pgettext("示例", "二号楼 1 层"),
                    "2026-04-01",
                    "2027-12-31",
                    pgettext("示例", "三维扫描中试"),
                    "strong",
                ],
                [
                    pgettext("示例", "二号楼 2 层"),
                    "2026-12-01",
                    "2027-03-01",
                    pgettext("示例", "待交付"),
                    "off",
                ],
            ],
        },
    }


def _links() -> dict[str, Any]:
    layers = {
        pgettext("示例", "基础层"): (
            (pgettext("示例", "图像传感器"), "blank"),
            (pgettext("示例", "光学镜头"), "strong"),
            (pgettext("示例", "存储芯片"), "weak"),
        ),
        pgettext("示例", "技术层"): (
            (pgettext("示例", "三维重建"), "strong"),
            (pgettext("示例", "边缘智能平台"), "weak"),
        ),
        pgettext("示例", "应用层"): (
            (pgettext("示例", "工业相机"), "strong"),
            (pgettext("示例", "口腔数字化"), "weak"),
            (pgettext("示例", "智能摄像机"), "strong"),
        ),
    }
    nodes = [
        {
            "id": name,
            "name": name,
            "layer": i,
            "status": status,
            "critical": status == "blank",
            "url": "#chain",
        }
        for i, links in enumerate(layers.values())
        for name, status in links
    ]
    ids = [node["id"] for node in nodes]
    pairs = (
        (0, 3, 0.9),
        (1, 3, 0.5),
        (2, 4, 0.3),
        (3, 5, 0.8),
        (3, 6, 0.6),
        (4, 7, 0.7),
        (0, 7, 1),
    )
    return {
        "layers": list(layers),
        "nodes": nodes,
        "edges": [{"source": ids[a], "target": ids[b], "weight": weight} for a, b, weight in pairs],
        "columns": [pgettext("示例", "供方"), pgettext("示例", "需方"), pgettext("示例", "权重")],
        "rows": [[ids[a], ids[b], weight] for a, b, weight in pairs],
    }


def _ground(names: list[str]) -> dict[str, Any]:
    areas = [
        _feature(_square(x, y, 0.06), {"name": name, "colour": colour})
        for (x, y, colour), name in zip(DISTRICTS, names, strict=True)
    ]
    zones = [
        _feature(
            _square(120.25, 30.12, 0.016), _zone("z1", pgettext("示例", "湘湖社区"), "window")
        ),
        _feature(
            _square(120.17, 30.17, 0.012), _zone("z2", pgettext("示例", "物联网园"), "partner")
        ),
    ]
    points = [
        _feature(_point(120.262, 30.14), _zone("s1", pgettext("示例", "一号楼 3 层"), "free")),
        _feature(_point(120.238, 30.104), _zone("s2", pgettext("示例", "二号楼 1 层"), "let")),
        _feature(_point(120.41, 30.27), _zone("s3", pgettext("示例", "钱塘厂房"), "free")),
    ]
    return {
        "areas": _collection(areas),
        "zones": _collection(zones),
        "points": _collection(points),
        "legend": [
            Entry("window", pgettext("示例", "窗口"), "accent"),
            Entry("partner", pgettext("示例", "协同"), 3),
            Entry("free", pgettext("示例", "可用"), "good"),
            Entry("let", pgettext("示例", "已用"), "soft", hollow=True),
        ],
    }


def _zone(key: str, name: str, role: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "key": role,
        "note": pgettext("示例", "层高 6 米\n2,400 ㎡"),
        "url": "#map",
    }


def _square(x: float, y: float, half: float) -> dict[str, Any]:
    ring = [(-1, -1), (1, -1), (1.1, 0.9), (-0.9, 1.1), (-1, -1)]
    return {"type": "Polygon", "coordinates": [[[x + half * a, y + half * b] for a, b in ring]]}


def _point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
