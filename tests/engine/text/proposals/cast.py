"""An article of our own as the claims that are stored of it, one line a claim."""

from shigu.engine.text.proposals.values import Known, Register, Said

FULL, SHORT = "杭州示光微电子有限公司", "示光微电子"
PROJECT = "示光红外传感器产线项目"
NAMES = {
    "f": (FULL, "COMPANY"),
    "s": (SHORT, "COMPANY"),
    "p": (PROJECT, "PROJECT"),
    "d": ("萧山区", "DISTRICT"),
    "k": ("湘湖视觉产业园", "PARK"),
    "u": ("湘江大学", "UNIVERSITY"),
    "l": ("视觉联合实验室", "INSTITUTE"),
}
LINKS = {"传感器": "sensor", "镜头": "lens"}
REGISTER = Register(
    organisations=(Known("mingshi", ("浙江明视光电股份有限公司", "明视光电"), {"staff": 300}),),
    spaces=(Known("park", ("湘湖视觉产业园",), {"area_m2": 100_000.0}),),
    districts=(Known("xiaoshan", ("萧山区", "萧山")),),
    links_of=lambda text: frozenset(code for word, code in LINKS.items() if word in text),
)


def named(*refs, names=NAMES):
    return {ref: {"name": names[ref][0], "type": names[ref][1]} for ref in refs}


def entity(ref, score=0.95, names=NAMES):
    name, kind = names[ref]
    return {"kind": "entity", "type": kind, "name": name, "said": {}, "confidence": score}


def amount(ref, key, value, unit=None, *, modality="happened", score=0.9, names=NAMES, **told):
    said = {"value": value, "unit": unit, "qualifier": None, "named": named(ref, names=names)}
    about = {"kind": "attribute", "type": key, "name": names[ref][0], "said": said | told}
    return about | {"modality": modality, "confidence": score}


def tie(kind, score=0.9, at=(0, 9), names=NAMES, **args):
    said = {"args": args, "named": named(*args.values(), names=names)}
    said["evidence"] = [{"start": at[0], "end": at[1]}]
    first = names[next(iter(args.values()))][0]
    return {"kind": "relation", "type": kind, "name": first, "said": said, "confidence": score}


def event(kind, *args, modality="happened", date=None, at=(0, 9), score=0.9, names=NAMES):
    said = {"args": [{"role": role, "ref": ref} for role, ref in args], "date": date}
    said |= {"named": named(*(ref for _, ref in args), names=names)}
    said["evidence"] = [{"start": at[0], "end": at[1]}]
    about = {"kind": "event", "type": kind, "name": names[args[0][1]][0], "said": said}
    return about | {"modality": modality, "confidence": score}


def numbered(*claims):
    return [Said(number=at, **each) for at, each in enumerate(claims, 1)]
