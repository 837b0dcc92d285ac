"""The caveat that can be pasted, filled with what is known of the study."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

from claimlint.model.hit import Evidence
from claimlint.model.source import Study
from claimlint.verify.wording import said, together

_DESIGN = (
    ("meta-analysis", "荟萃分析", "meta-analysis"),
    ("systematic-review", "系统综述", "systematic review"),
    ("review", "综述", "review"),
    ("case-report", "个案报告", "case report"),
    ("case-series", "病例系列", "case series"),
    ("non-randomised", "非随机", "non-randomised"),
    ("randomised", "随机", "randomised"),
    ("double-blind", "双盲", "double-blind"),
    ("open-label", "开放标签", "open-label"),
    ("retrospective", "回顾性", "retrospective"),
    ("single-centre", "单中心", "single-centre"),
)
_ROMAN = {
    "1": "I",
    "2": "II",
    "3": "III",
    "4": "IV",
    "i": "I",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "一": "I",
    "二": "II",
    "三": "III",
    "四": "IV",
}
Z = 1.959964


def caveats(study: Study) -> dict[str, str]:
    """``caveat_zh`` and ``caveat_en``: one sentence each."""
    return {"caveat_zh": _chinese(study), "caveat_en": _english(study)}


def _uncontrolled(study: Study) -> bool:
    return study.control == "none" or bool({"single-arm", "case-series", "uncontrolled"} & set(study.design))


def _phase(study: Study) -> str:
    if not study.phase:
        return ""
    base = study.phase.rstrip("ab")
    return _ROMAN.get(base, base) + study.phase[len(base) :]


def _chinese(study: Study) -> str:
    size = (
        f"{study.n:f}例"
        if study.n and "human" in study.species
        else (f"样本量{study.n:f}" if study.n else "（样本量请补充）")
    )
    kinds = [zh for tag, zh, _ in _DESIGN if tag in study.design]
    if _uncontrolled(study):
        kinds.insert(0, "无对照组的")
    if study.phase:
        kinds.append(f"{_phase(study)}期")
    if {"animal", "cells", "organoid"} & set(study.species) and "human" not in study.species:
        kind = "动物" if "animal" in study.species else "体外"
        return f"该结果来自一项{size}的{kind}研究，尚未在人体得到证实。"
    body = "".join(kinds) if kinds else "（研究设计请补充）的"
    tail = "" if body.endswith(("分析", "综述", "报告", "系列")) else "研究"
    return f"该结果来自一项{size}、{body}{tail}，尚需更大规模的对照研究证实。"


def _english(study: Study) -> str:
    species = set(study.species)
    who = "patients" if "human" in species else "animals" if "animal" in species else "participants"
    size = f"{study.n:f} {who}" if study.n else "(give the number)"
    if {"animal", "cells", "organoid"} & species and "human" not in species:
        kind = "animals" if "animal" in species else "laboratory cells"
        return f"This result comes from {kind}; it has not been shown in people."
    kinds = [en for tag, _, en in _DESIGN if tag in study.design]
    if _uncontrolled(study):
        kinds.insert(0, "uncontrolled")
    if study.phase:
        kinds.append(f"phase {study.phase}")
    noun = "" if kinds and kinds[-1].split()[-1] in {"meta-analysis", "review", "report", "series"} else " study"
    design = ", ".join(kinds) or "(give the design)"
    return f"This result comes from a {design}{noun} of {size}; larger controlled trials have to confirm it."


def wilson(events: int, total: int) -> tuple[float, float]:
    """The 95% interval of a proportion, in percent."""
    share, z2 = events / total, Z * Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


def uncertainty(percent: Decimal | None, study: Study) -> tuple[Evidence, ...]:
    """How far a share of few people may lie from the truth: Wilson, and three over n where none had it."""
    if study.n is None or not 0 < study.n <= 400 or percent is None or not 0 <= percent <= 100:
        return ()
    total = int(study.n)
    events = int((percent * total / 100).to_integral_value())
    if abs(Decimal(events * 100) / total - percent) > 1:
        return ()
    low, high = wilson(events, total)
    parts = [said("wilson", f"{events}/{total} = {100 * events / total:.1f}%", f"{low:.1f}-{high:.1f}%")]
    if events == 0:
        parts.append(said("rule-of-three", f"3/{total} = {min(100.0, 300 / total):.1f}%"))
    return (Evidence("arithmetic", together(parts)),)
