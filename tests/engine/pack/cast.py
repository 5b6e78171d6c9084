"""A small sound pack, and ways to damage it."""

import csv
import io
from pathlib import Path

CREDIT_CODES = ("91330108MA00000000", "91330109MA0000001H")

TABLES = {
    "sources": """\
id,title,url,publisher,date,read_on,trust,status,source,note
s-law,地方文件,example.org/58,市政府,2023-08,2026-11-23,official,fact,,
s-own,示例的编法,,,,,own,illustrative,,
""",
    "districts": """\
id,gb_code,name_zh,name_en,level,parent,player,status,source,note
hangzhou,330100,杭州市,Hangzhou,city,,hangzhou,fact,s-law,
binjiang,330108,滨江区,Binjiang,district,hangzhou,binjiang,fact,s-law,
xiaoshan,330109,萧山区,Xiaoshan,district,hangzhou,xiaoshan,fact,s-law,
""",
    "zones": """\
id,district,name_zh,name_en,kind,area_km2,lon,lat,geometry,location_precision,status,source,note
park,xiaoshan,合作园,Park,park,13.48,120.2,30.1,zones.geojson#park,street,fact,s-law,
core,binjiang,核心区,Core,block,2.5,120.19,30.19,,district,fact,s-law,
""",
    "layouts": """\
id,version,slogan,valid_from,valid_to,status,source,note
l-2022,2022,一园窗口,2022-03-03,2024-04,fact,s-law,
l-2024,2024,双核引领,2024-04,,fact,s-law,
""",
    "layout_roles": """\
id,layout,zone,district,role,status,source,note
r-1,l-2022,park,,window,fact,s-law,
r-2,l-2022,,binjiang,cooperating,fact,s-law,
""",
    "chains": """\
id,version,name_zh,name_en,valid_from,status,source,note
c-1,1,视觉智能,Visual intelligence,2022-11,fact,s-law,
""",
    "links": """\
id,chain,parent,layer,name_zh,name_en,definition_zh,definition_en,terms,negative_terms,gbt4754,\
weight,status,source,note
seg-chips,c-1,,foundation,芯片,Chips,,,,,,3,fact,s-law,
seg-security,c-1,,application,数字安防,Security,,,,,,2,fact,s-law,
video-soc,c-1,seg-chips,foundation,视频芯片,Video SoCs,,,SoC;视频芯片,,3973,3,illustrative,,
smart-camera,c-1,seg-security,application,智能摄像机,Cameras,,,摄像机,照相馆,3969;39,2,illustrative,,
""",
    "supplies": """\
id,from_link,to_link,weight,substitutability,ground,status,source,note
u-1,video-soc,smart-camera,0.6,0.3,摄像机以它为核心,illustrative,,
""",
    "organisations": f"""\
id,uscc,name_zh,name_en,short_name,kind,stock_code,district,zone,address,lon,lat,\
location_precision,founded,capital_wan,revenue_wan,staff,products,status,source,note
o-1,{CREDIT_CODES[0]},海岸视觉,,海岸,enterprise,002415,binjiang,core,阡陌路,120.2,30.2,street,\
2001-11,5000,80000,900,摄像机;录像机,fact,s-law,
o-2,{CREDIT_CODES[1]},湖上芯片,,,enterprise,,xiaoshan,park,,,,,2012,3000,12000,150,视频芯片,fact,s-law,
o-3,,澄目光学（示例）,,,institute,,binjiang,,,,,,,,,,,illustrative,,
""",
    "positions": """\
id,organisation,link,share,basis,confidence,status,source,note
p-1,o-1,smart-camera,0.7,products,0.9,fact,s-law,
p-2,o-1,video-soc,0.3,reading,0.6,fact,s-law,
p-3,o-2,video-soc,1,products,0.9,fact,s-law,
""",
    "spaces": """\
id,zone,name,kind,area_m2,land_mu,divisible,height_m,load_t_m2,power_kva,water_t_day,drainage,\
exhaust,clean_class,hazard_class,codes_allowed,floor_area_ratio_min,floor_area_ratio_max,\
available_from,available_to,price_yuan,price_unit,lon,lat,location_precision,status,source,note
sp-1,park,一号地,land,,40,false,50,10,4000,300,200,true,,丙,39;40,1.5,3,2027-03-01,2030-01-01,\
500000,yuan_per_mu,120.2,30.1,district,illustrative,,
sp-2,core,二号楼,floor,3000,,TRUE,4.5,0.8,600,50,40,false,7,丁,,,,2027-01-01,,\
1.5,yuan_per_m2_day,,,,illustrative,,
""",
    "pools": """\
id,owner,resource,zone,month_from,month_to,amount,unit,status,source,note
e-2027,hangzhou,energy,,2027-01,2027-12,20000,tce,illustrative,,
e-2028,hangzhou,energy,,2028-01,,30000,tce,illustrative,,
""",
    "pool_entitlements": """\
id,pool,player,share,status,source,note
t-1,e-2027,xiaoshan,0.4,illustrative,,
t-2,e-2027,binjiang,0.3,illustrative,,
""",
    "quotas": """\
id,district,measure,at_least,at_most,period,status,source,note
q-1,xiaoshan,land_mu,10,300,2027,illustrative,,
""",
    "projects": """\
id,name,organisation,link,introducer,stage,invest_wan,fixed_invest_wan,land_mu,floor_area_m2,\
height_m,load_t_m2,power_kva,water_t_day,drainage_t_day,needs_exhaust,clean_class,energy_tce,\
emission_t,hazard_class,gbt4754,earliest,latest,success_probability,together_with,apart_from,\
origin_district,origin_tax_wan,districts_allowed,districts_excluded,veto,status,source,note
j-1,摄像机二期,o-1,smart-camera,binjiang,3b,30000,24000,30,36000,6,1,2000,100,60,true,,900,1,丁,\
3969,2027-06-01,2028-12-31,0.8,,j-2,,,xiaoshan;binjiang,,,illustrative,,
j-2,芯片研发,o-2,video-soc,binjiang,6,6000,4000,,2500,4,0.5,400,20,10,false,7,100,0,戊,\
3973,2027-03-01,,0.7,,,,,,,,illustrative,,
""",
    "project_years": """\
id,project,year,tax_local_wan,output_wan,value_added_wan,jobs,public_cost_wan,status,source,note
y-1,j-1,1,100,8000,2000,60,300,illustrative,,
y-2,j-1,2,700,30000,8000,200,100,illustrative,,
""",
    "targets": """\
id,indicator,scope,value,unit,period_from,period_to,actual,actual_date,status,source,note
g-1,产业营收,hangzhou,4000,亿元,2023,2025,3600,2024-12,fact,s-law,
""",
    "agreements": """\
id,file,parties,valid_from,valid_to,status,source,note
a-1,agreements/xb.yaml,xiaoshan;binjiang,2022-03-03,2032-03-03,illustrative,,
""",
}

DESCRIPTOR = """\
profile: data-package
name: small
title: 小数据包
title_en: A small pack
version: "1.0"
created: "2026-11-23T00:00:00Z"
resources:
"""

GEOJSON = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "park",
 "properties": {}, "geometry": {"type": "Point", "coordinates": [120.2, 30.1]}}]}"""


def write_pack(directory: Path) -> Path:
    """The sound pack in a new directory."""
    (directory / "agreements").mkdir(parents=True)
    (directory / "agreements" / "xb.yaml").write_text("share: half\n", encoding="utf-8")
    (directory / "zones.geojson").write_text(GEOJSON, encoding="utf-8")
    listed = "".join(f"- {{name: {name}, path: {name}.csv}}\n" for name in TABLES)
    (directory / "datapackage.yaml").write_text(DESCRIPTOR + listed, encoding="utf-8")
    for name, text in TABLES.items():
        (directory / f"{name}.csv").write_text(text, encoding="utf-8")
    return directory


def set_cell(directory: Path, table: str, row: int, column: str, value: str) -> None:
    """Change one cell; rows count as in a spreadsheet, the header is row 1."""
    lines = _lines(directory, table)
    lines[row - 1][lines[0].index(column)] = value
    _write(directory, table, lines)


def append(directory: Path, table: str, like: int, **cells: str) -> int:
    """Add a copy of row ``like`` with other ``cells``; the number of the new row."""
    lines = _lines(directory, table)
    names = lines[0]
    copy = [cells.get(name, old) for name, old in zip(names, lines[like - 1], strict=True)]
    _write(directory, table, [*lines, copy])
    return len(lines) + 1


def edit(directory: Path, name: str, old: str, new: str) -> None:
    """Replace the first ``old`` in a file, which must be there."""
    path = directory / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _lines(directory: Path, table: str) -> list[list[str]]:
    text = (directory / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def _write(directory: Path, table: str, lines: list[list[str]]) -> None:
    with (directory / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
