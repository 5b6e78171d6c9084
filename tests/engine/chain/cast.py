"""A small chain that every test of the chain engine plays on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shigu.engine.chain.values import (
    Capability,
    ChainInputs,
    Firm,
    Link,
    Position,
    ReferenceCount,
    Supply,
)


def link(key: str, layer: str = "foundation", *, weight: float = 1.0, **more: Any) -> Link:
    zh, en = more.pop("names", (key, key))
    terms = more.pop("terms", (zh,))
    return Link(key, layer, "segment", zh, en, tuple(terms), more.pop("negative", ()), weight)


def supply(seller: str, buyer: str, weight: float = 1.0, substitutability: float = 0.0) -> Supply:
    return Supply(seller, buyer, weight, substitutability)


def firm(key: str, scope: str = "cluster", **more: Any) -> Firm:
    standard = {
        "cluster": ("hangzhou", "binjiang"),
        "city": ("hangzhou", None),
        "province": ("ningbo", None),
        "nation": ("shenzhen", None),
    }
    place, district = standard[scope]
    plain = Firm(key, key, "", "enterprise", place, district, scope, True, True, "", ("s-list",))
    return replace(plain, **more)


def stands(organisation: str, key: str, share: float = 1.0, *, fact: bool = True) -> Position:
    return Position(organisation, key, share, 0.9, fact)


def counts(**by_link: int) -> tuple[ReferenceCount, ...]:
    return tuple(
        ReferenceCount("china", key.replace("_", "-"), 2021, count, "listed_firms", "s-count")
        for key, count in by_link.items()
    )


LINKS = (
    link(
        "isp", names=("图像信号处理芯片", "Image signal processors"), terms=("ISP", "图像处理芯片")
    ),
    link("cmos", names=("CMOS图像传感器", "CMOS image sensors")),
    link("lens", names=("光学镜头", "Optical lenses"), terms=("镜头",), negative=("镜头清洁",)),
    link("module", names=("摄像模组", "Camera modules")),
    link("vision", "technology", names=("图像识别", "Image recognition")),
    link("camera", "application", names=("智能摄像机", "Smart cameras"), weight=2.0),
    link("inspect", "application", names=("机器视觉检测设备", "Machine-vision inspection")),
)
SUPPLIES = (
    supply("isp", "module", 3, 0.2),
    supply("cmos", "module", 5, 0.5),
    supply("lens", "module", 2, 0.8),
    supply("module", "camera", 6, 0.5),
    supply("vision", "camera", 4, 0.0),
    supply("isp", "camera", 10, 0.1),
    supply("module", "inspect", 1, 0.0),
)
FIRMS = (
    firm("hik", text="智能摄像机;图像识别", name_zh="海康威视", name_en="Hikvision"),
    firm("dahua", text="智能摄像机;镜头", name_zh="大华", name_en="Dahua"),
    firm("uniview", text="智能摄像机", name_zh="宇视", name_en="Uniview"),
    firm("lab", kind="institute", text="图像处理芯片研究", name_zh="西电杭州研究院", listed=False),
    firm("sunny", "province", name_zh="舜宇", text="镜头"),
    firm("omni", "nation", name_zh="韦尔", place="shanghai", text="CMOS图像传感器"),
    firm("goke", "nation", name_zh="国科微", text="视频芯片"),
    firm("fullhan", "nation", name_zh="富瀚微", place="shanghai", text="图像处理芯片"),
    firm("opt", "nation", name_zh="奥普特", text="机器视觉检测设备"),
)
POSITIONS = (
    stands("hik", "camera", 0.6),
    stands("hik", "vision", 0.3),
    stands("dahua", "camera", 0.6),
    stands("uniview", "camera", 0.6),
    stands("sunny", "lens", 0.8),
    stands("sunny", "module", 0.2),
    stands("omni", "cmos", 0.9),
    stands("goke", "isp", 0.5),
    stands("fullhan", "isp", 0.8),
    stands("opt", "inspect", 0.9),
)


def chain(**changes: Any) -> ChainInputs:
    plain = ChainInputs(
        links=LINKS,
        supplies=SUPPLIES,
        firms=FIRMS,
        positions=POSITIONS,
        capabilities=(Capability("lab", "isp", "laboratory"),),
        references=counts(isp=8, cmos=4, lens=6, vision=4, camera=6, inspect=10),
        districts=("binjiang", "xiaoshan"),
        sources={"s-list": "2026-11-23", "s-count": None},
        names={"shenzhen": ("深圳市", "Shenzhen"), "shanghai": ("上海市", "Shanghai")},
    )
    return replace(plain, **changes)
