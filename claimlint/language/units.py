"""Units and classifiers: what may stand behind a number, and what it counts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy

PERSONS = "count"
TIME_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")

_CHINESE = {
    PERSONS: "例 名 人 位 患儿 个病人 个患者 个病例 名患者 例患者 位患者 个人 名受试者 例受试者 胎 对夫妇",
    "study": "项研究 项试验 项临床试验 项临床研究 项rct 篇 篇文献 项随机对照试验 个研究 个试验 项",
    "site": "家 所 家医院 家中心 个中心 个研究中心 家医疗机构 家机构 所医院 个临床中心 个医院",
    "country": "个国家 国 个地区 个省 个省市 个城市",
    "animal": "只 头 只小鼠 只大鼠 匹 尾",
    "eye": "眼 只眼 侧",
    "times": "次 回 人年 人次 例次",
    "group": "组 个组 类 种 款 条 个亚组 个队列",
    "piece": "片 粒 支 瓶 盒 袋 枚 颗 滴 贴 丸 针 针剂 枝 管 株 份 张 块 根 处 枚卵子",
    "course": "个疗程 疗程 个周期 周期",
    "score": "分",
    "year": "年 周岁 岁 个年头 年余",
    "month": "个月 月 月龄 个月龄",
    "week": "周 个星期 星期 个礼拜 个周 孕周",
    "day": "天 日 d日 日龄",
    "hour": "小时 个小时 个钟头 钟头",
    "minute": "分钟 min分",
    "second": "秒 秒钟",
    "pct": "% 个百分比",
    "pp": "个百分点 百分点",
    "permille": "‰",
    "fold": "倍 翻",
    "layer": "层 度",
    "step": "步",
    "yuan": "元 块钱 元人民币 人民币",
    "usd": "美元 美金",
    "eur": "欧元",
    "copies": "拷贝",
    "ug": "微克 μg µg ug",
    "mg": "毫克 mg ㎎",
    "g": "克 g",
    "kg": "公斤 千克 kg ㎏",
    "ml": "毫升 ml ㎖ cc",
    "l": "升 l",
    "cm": "厘米 公分 cm ㎝",
    "mm": "毫米 mm ㎜",
    "m": "米 m",
    "℃": "℃ °c 摄氏度",
    "kcal": "千卡 kcal 大卡",
    "iu": "iu u 单位 国际单位",
    "cell": "个细胞 个干细胞 个cells cells",
    "item": "个 件 批次 批 台 座 户 套 个家庭 户家庭 平方米 平 道 门 间 辆 艘",
}
_LATIN = {
    PERSONS: "patients patient participants participant subjects subject people persons individuals adults women "
    "men children infants cases volunteers recipients males females girls boys responders donors survivors "
    "controls adolescents neonates newborns veterans students nurses physicians respondents deaths pts users customers "
    "toddlers babies pupils clients callers visitors members teenagers teachers workers mothers couples carers "
    "athletes players smokers inpatients outpatients employees residents families doctors consumers "
    "schoolchildren pensioners staff",
    "study": "studies trials rcts articles publications papers study trial",
    "site": "centres centers sites hospitals clinics institutions centre center site",
    "country": "countries",
    "animal": "mice rats animals rabbits dogs pigs monkeys horses cats calves sheep "
    "goats piglets hamsters cows puppies",
    "eye": "eyes",
    "times": "times episodes events doses infusions injections relapses occasions visits sessions person-years",
    "course": "courses cycles",
    "score": "points point",
    "year": "years year yr yrs year-old years-old y",
    "month": "months month mo mos",
    "week": "weeks week wk wks",
    "day": "days day d",
    "hour": "hours hour h hr hrs",
    "minute": "minutes minute min mins",
    "second": "seconds second sec s",
    "pct": "% percent per_cent pct",
    "pp": "pp percentage_points percentage_point percentage-point percentage-points",
    "fold": "fold times_as",
    "pg": "pg",
    "ng": "ng",
    "cell": "cells",
    "bpm": "beats_per_minute beats/min",
    "mmhg": "mm_hg",
    "step": "steps",
    "piece": "tablets tablet capsules capsule pills pill sachets vials ampoules",
    "kcal": "kcal calories",
    "usd": "dollars dollar",
    "copies": "copies",
}
_COMPOUND = (
    "mg/kg/d mg/kg/day g/kg/d iu/kg/d μg/kg/min ug/kg/min mg/kg mg/m2 mg/m² mg/ml mg/dl mg/l mg/d mg/day mg/g mg/mmol g/l g/dl g/d g/24h g/kg g/day ug/kg μg/kg μg/l µg/l ug/l μg/ml "  # noqa: E501
    "ug/ml ng/ml ng/l ng/dl pg/ml mmol/l μmol/l µmol/l umol/l nmol/l pmol/l mmol/mol mol/l iu/l u/l iu/ml iu/kg iu/d "
    "u/kg u/ml u/d miu/l miu/ml mmhg kpa cmh2o kg/m2 kg/m² kg/m ml/min ml/min/1.73m2 ml/min/1.73m² ml/min/1.73 ml/min/m2 "  # noqa: E501
    "ml/min/m² ml/kg ml/h l/min bpm msec ms cells/kg cells/ul cells/μl copies/ml 次/分 次/min 个/kg 个/ml mm² mm2 "
    "cm² cm2 cm³ cm3 mm³ mm3 m² m2 μm µm um nm db hz kj mgy gy mm/h mol mmol μmol µmol umol nmol kg/d mg/周 mg/次 "
    "ml/(min·m2) ml/(min·m²) ml/(min*m2) mg/(kg·d) g/(kg·d) μg/(kg·min) mg/(kg·h) ml/(kg·h) ml/(kg·min) mg/天 g/天 g/次 ml/次 片/次 次/日 次/天 次/周 %/年 分/年 /l /kg /ml 拷贝/ml kg/cm2 kg/cm² 个/μl 个/ul 个/l 个/mm3 个/mm³ cells/mm3 cells/mm³ cells/ml /ul /μl kda bp mbp km mcg mcg/kg iu/ml g/m2 g/m² meq/l mosm/l"  # noqa: E501
)
# Compound units written out in Chinese, as patients' leaflets do.
_SPOKEN = {
    "mmhg": "毫米汞柱 毫米水银柱 毫米汞",
    "cmh2o": "厘米水柱",
    "kpa": "千帕",
    "mmol/l": "毫摩尔每升 毫摩尔/升 毫摩/升 毫摩每升",
    "umol/l": "微摩尔每升 微摩尔/升 微摩/升",
    "nmol/l": "纳摩尔每升 纳摩尔/升",
    "mg/dl": "毫克每分升 毫克/分升",
    "g/l": "克每升 克/升",
    "mg/l": "毫克每升 毫克/升",
    "mg/kg": "毫克每千克 毫克/千克 毫克/公斤 毫克每公斤",
    "mg/d": "毫克/天 毫克/日 毫克每日 毫克每天",
    "g/d": "克/天 克/日 克每日 克每天",
    "ug/d": "微克/天 微克/日",
    "ml/min": "毫升/分 毫升/分钟 毫升每分钟",
    "kg/m2": "千克/平方米 公斤/平方米 千克每平方米",
}
_CANONICAL = {"²": "2", "³": "3", "¹": "1", "⁻": "-", "µ": "u", "μ": "u"} | {
    "拷贝": "copies",
    "/day": "/d",
    "/week": "/wk",
}
_INVERSE = lazy(r"[·*./]?(1\.73m2|kg|ml|min|m|d|h|l|g)-([12])")  # ·kg-1, ·m-2


def canonical(unit: str) -> str:
    """One spelling for units that differ in superscripts and micro signs; ``1.73 m²`` loses its blank,
    ``mg·kg-1·d-1`` becomes ``mg/kg/d``."""
    for old, new in _CANONICAL.items():
        unit = unit.replace(old, new)
    for dropped in " ()^":
        unit = unit.replace(dropped, "")
    unit = _INVERSE.sub(lambda match: f"/{match[1]}{match[2].strip('1')}", unit)
    return unit.replace("·", "/").replace("mcg", "ug")


@cache
def table() -> dict[str, str]:
    """Surface form (folded) -> unit."""
    units: dict[str, str] = {}
    for group in (_CHINESE, _LATIN, _SPOKEN):
        for unit, surfaces in group.items():
            for surface in surfaces.split():
                units.setdefault(surface.replace("_", " "), unit)
    for surface in _COMPOUND.split():
        units[surface] = canonical(surface)
    return units


@cache
def pattern() -> re.Pattern[str]:
    """A unit right where a number ends; Latin ones end at a word border."""
    surfaces = sorted(table(), key=len, reverse=True)
    latin = [re.escape(word) for word in surfaces if word[-1].isascii() and word[-1].isalnum()]
    other = [re.escape(word) for word in surfaces if not (word[-1].isascii() and word[-1].isalnum())]
    less = "(?:\\^?-[12]|⁻[¹²])"
    egfr = rf"ml/?(?:·|\s|\()?/?min(?:{less})?(?:·|/|\s|\.|-|\*|每|per){{1,3}}\(?1\.73\s?m(?:2|²|\^2)?\)?(?:{less})?\)?"
    inverse = rf"(?:mg|g|ug|[μµ]g|ml|l|mmol|[μµu]mol|iu|u)(?:[·*. ](?:kg|ml|min|m|d|h|l|g){less}){{1,3}}"
    return compiled(rf"(?:{egfr}|{inverse}|(?:{'|'.join(latin)})(?![a-z0-9²³/])|{'|'.join(other)})")


_NO_AGENTS = (  # end like people and are things
    "numbers|centers|disorders|cancers|tumors|markers|biomarkers|parameters|fibers|letters|answers|ulcers|errors|sensors|"
    "factors|receptors|inhibitors|vectors|monitors|implants|variants|plants|fingers|layers|meters|liters|computers|quarters|"
    "boosters|corners|chapters|authors|orders|others|transfers|trimesters|dinners|flowers|towers|powers|covers|filters|fevers|livers|"
    "papers|members|committees|fees|degrees|knees|trees|pollutants|sectors|doors|floors|colors|grants|elements|clusters|"
    "drivers|registers|scanners|stickers|containers|blisters|boxers|beers|registrants|trackers|readers|"
)
# runners, surgeons, teachers, dentists, attendees: whoever does something
_AGENTS = (
    rf"(?!(?:{_NO_AGENTS.rstrip('|')})(?![a-z]))[a-z]{{2,12}}(?:ers|ors|ists|ants|ees|ians)|surgeons|nurses|citizens|veterans|"
    "youths|spouses|siblings|twins|parents|soldiers|drivers|readers|members"
)
NOUNS = (
    "patients|participants|subjects|people|persons|individuals|adults|women|men|children|infants|cases|volunteers|"
    "recipients|controls|adolescents|neonates|newborns|veterans|students|respondents|deaths|users|customers|toddlers|babies|pupils|clients|callers|visitors|members|"
    "staff|teenagers|teachers|workers|mothers|couples|carers|athletes|players|smokers|survivors|inpatients|outpatients|employees|residents|doctors|"
    "eyes|mice|rats|animals|rabbits|dogs|pigs|monkeys|horses|cats|calves|sheep|goats|piglets|hamsters|cows|puppies|"
    "studies|trials|rcts|articles|publications|papers|centres|centers|sites|hospitals|clinics|institutions|countries|"
    + _AGENTS
)

MONTHS_IN = {"year": Decimal(12), "month": Decimal(1), "week": Decimal(12) / Decimal("52.18")}
DAYS_IN = {
    "year": Decimal("365.25"),
    "month": Decimal("30.44"),
    "week": Decimal(7),
    "day": Decimal(1),
    "hour": Decimal(1) / 24,
    "minute": Decimal(1) / 1440,
}


def days(value: Decimal, unit: str) -> Decimal | None:
    """A length of time in days; None for other units."""
    factor = DAYS_IN.get(unit)
    return None if factor is None else value * factor
