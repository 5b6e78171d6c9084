"""Pages of our own making in the manner of news sites."""

PARAGRAPHS = (
    "3月18日，云谷区与临江区签署合作协议，双方将在云谷未来产业社区共建智能视觉产业园，首批12个项目同日签约。",
    "产业园规划用地260亩，总投资约35亿元，其中一期投资12亿元，预计2027年6月底竣工，达产后年产值可达50亿元。",
    "云谷区发展和改革局负责人表示，园区将聚焦传感器、光学镜头、算法软件等关键环节，做深基础层，做强应用层。",
    "临江区科技局负责人介绍，两区将共享中试平台与检测中心，已有8家企业提出入驻意向，其中3家来自省外。",
)
TITLE = "云谷区与临江区共建智能视觉产业园"
CONTACT = "联系电话：0571-86543210 地址：云谷区临江路88号"
COPYRIGHT = "版权所有 云谷新闻网 浙ICP备10012345号"
RELATED = ("云谷区召开一季度经济形势分析会", "临江区新增两家专精特新企业")
TEASER = "昨日，临江区另有一家企业宣布投资20亿元建设光学基地，项目占地100亩..."

HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_云谷新闻网</title>
<meta name="pubdate" content="2026-03-19 08:30:00"><style>p {{color: red}}</style></head><body>
<div class="nav"><a href="/">首页</a> <a href="/news">新闻</a> <a href="/park">园区</a></div>
<div class="crumb">当前位置：首页 &gt; 新闻 &gt; 正文</div>
<div class="main"><h1>{TITLE}</h1>
<div class="info">来源：云谷日报　记者：陈知远　2026-03-19 08:30</div>
<div class="content">{"".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)}
<p>{CONTACT}</p></div></div>
<div class="related"><h3>相关阅读</h3><ul>
{"".join(f'<li><a href="/{at}">{text}</a></li>' for at, text in enumerate(RELATED))}</ul>
<p>{TEASER}</p></div>
<script>var total = "总投资999亿元";</script>
<div class="footer"><p>{COPYRIGHT}</p></div></body></html>"""

PLAIN = "\r\n".join(
    (
        "首页 新闻 园区",
        "当前位置：首页 > 新闻 > 正文",
        TITLE,
        "来源：云谷日报　记者：陈知远　2026-03-19 08:30",
        "",
        *(f"　　{text}" for text in PARAGRAPHS),
        CONTACT,
        "相关阅读",
        *RELATED,
        TEASER,
        COPYRIGHT,
    )
)
