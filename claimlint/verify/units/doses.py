"""What is given and what is done: a drug's dose in a unit of pressure, an exercise that goes on for 90 kilograms.

A dose is known by its drug and by how often it is taken; how long something is done by its verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.units.families import Measure, measures

_DRUG_EN = (
    r"\b[a-z]{2,14}(?:azole|olol|pril|sartan|statin|dipine|mab|nib|gliptin|gliflozin|glutide|cillin|mycin|micin|floxacin|[aeio]vir|tidine|triptan|setron|parin|xaban|thiazide|semide|oxetine|azepam|azepine|caine|cycline|lukast|profen|terol|olone|asone|isone|steride|"
    r"dronate|platin|rubicin|taxel|curium|curonium|fentanil|pofol|pressin|phylline|formin|glitazone|barbital|triptyline|idone|apine|morphine|codone|oxine|darone|idipine|mustine|trexate|purine|sporine|limus|amide|lactone|hydramine|tadine|tirizine|zosin|afil)\b"
    r"|\b(?:aspirin|paracetamol|acetaminophen|warfarin|heparin|noradrenaline|adrenaline|(?:nor)?epinephrine|dopamine|dobutamine|insulin [a-z]+|levothyroxine|lithium|digoxin|morphine|fentanyl|ketamine|propofol|colchicine|quinine|thiamine|naproxen|melatonin|tramadol|gabapentin|pregabalin|valproate|phenytoin|hydroxychloroquine)\b"
)
_DRUG_ZH = (
    r"[一-鿿]{1,5}(?:咪唑|拉唑|普利|沙坦|洛尔|地平|他汀(?:钙|钠)?|单抗|替尼|列汀|列净|霉素|西林|沙星|替丁|肝素(?:钠|钙)?|泼尼松龙?|米松|地尔|胺碘酮|双胍|格列[一-鿿]|韦|昔布|洛芬|昔康|卡因|芬太尼|拉明|西泮|唑仑|唑嗪|曲坦|司琼|孟鲁司特|茶碱|噻嗪|塞米|内酯|铂|紫杉醇|比星|胺片|钠片)"
    r"|阿司匹林|对乙酰氨基酚|华法林|去甲肾上腺素|肾上腺素|多巴胺|胰岛素|左甲状腺素钠?|优甲乐|吗啡|丙泊酚|氯胺酮|秋水仙碱|甲氨蝶呤|褪黑素|氨甲环酸|氯吡格雷|替格瑞洛|利伐沙班|加巴喷丁|丙戊酸钠?|羟氯喹"
)
_FORM = (
    r"(?:[\s:：,，(（]|片|胶囊|注射液|缓释|控释|肠溶|钠|钙|针|起始|初始|维持|常用|负荷|推荐|日|剂量|用量|为|是|按|以|予|给予|口服|静脉|静[滴推注]|泵入|皮下|肌注|注射|持续|每[次日天晚晨周]|一次|单次|各|约|减至|加至|增至|改为|降至"
    r"|\b(?:tablets?|capsules?|injection|infusion|syrup|cream|patch|dose|doses|oral|orally|intravenous|subcutaneous|at|a|an|the|of|was|were|is|in|kept|run|started|given|held|continued|increased|reduced|raised|set|to|from|daily|then|started|total|single|starting|maintenance|loading|fixed|about|only)\b){0,8}"
)
_EACH = r"(?:每次|一次|单次|each dose|per dose|a dose of|at a dose of|in a dose of|剂量(?:为|是)?)\s?(?:口服|服用|予|约|为|of|is|was)?\s?"
_OFTEN = lazy(
    r"\s?[)）]?[,，]?\s?(?:每[日天晚晨早周]|一[日天]|日服|[一二三四两\d]次/[日天d]|q\d|q\.?d\b|b\.?i\.?d\b|t\.?i\.?d\b|once|twice|(?:two|three|four|\d) times|daily|a day|per day|every (?!\d+ (?:mg|kg|mmhg))|at night|nightly|at bedtime|in the morning|weekly|口服|静[滴注脉]|肌注|皮下|顿服|睡前|餐[前后]|饭[前后]|by mouth|orally|intravenously|subcutaneously)"
)
_NO_GROUP = lazy(r"\s?(?:组|\bgroup|\barm\b|支架|球囊|stents?\b|balloon)")
_NEVER = frozenset({"length", "temperature", "sound", "energy", "area"})  # of any dose
_NEVER_OFTEN = frozenset({"pressure", "rate", "clearance", "density of air"})  # of one that is taken so often
_DISSOLVED = re.compile(r"mmol/l|m?i?u/l|[munp]mol/l|g/l|mg/dl|mmol/l")
_IN_A_DISH = lazy(r"zebrafish|larva|in vitro|\bcultured?\b|incubat|\bcells were|medium|斑马鱼|体外|孵育|培养")
_CREAM = lazy(
    r"软膏|乳膏|凝胶|贴|涂|外用|滴眼|cream|ointment|gel\b|patch|strip|ribbon|stent|支架|球囊|balloon|needle|针头|gauge"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence."""
    for told in scene.sentences:
        if told.role is Role.REFERENCES or told.crowded:
            continue
        own = measures(told)
        if own:
            yield from _doses(told, own)
            yield from _durations(told, own)
            yield from _regimens(told, own)


def _fault(told: Told, one: Measure, name: str, right: str) -> Observation:
    stated = told.words[one.start : one.end]
    span = Span(told.span.start + one.start, told.span.start + one.end)
    return observe("unit", span, f"{name}: {stated} → {right}", stated=stated, quantity=name, unit=one.unit, right=right)  # fmt: skip


@cache
def _drug() -> re.Pattern[str]:
    return compiled(rf"(?:(?P<drug>{_DRUG_EN}|{_DRUG_ZH}){_FORM}|{_EACH})$")


_REACH = 70  # characters before a dose


def _doses(told: Told, own: tuple[Measure, ...]) -> Iterator[Observation]:
    """``甲巯咪唑每次10 mmol/L，每日3次``, "amlodipine 5 mmHg once daily"."""
    for one in own:
        often = _OFTEN.match(told.words, one.end) is not None
        wrong = (one.family in _NEVER and (often or one.family != "length")) or (often and (one.family in _NEVER_OFTEN or _DISSOLVED.fullmatch(one.unit.replace("μ", "u").replace(" ", ""))))  # fmt: skip
        if (
            not wrong
            or _IN_A_DISH.search(told.words)
            or _NO_GROUP.match(told.words, one.end)
            or _CREAM.search(told.words)
        ):
            continue
        match = _drug().search(told.words[max(0, one.start - _REACH) : one.start])
        if match is not None and (match["drug"] or often):
            yield _fault(told, one, match["drug"] or "a dose", "mg")


_REGIMEN = lazy(
    r"注射|口服|静滴|给药|剂量|服用|顿服|\b(?:dos(?:e|es|ing)|inject(?:ed|ion|ions)|orally|tablets?|capsules?|subcutaneous(?:ly)?|intravenous(?:ly)?)\b"
)
_THEN_SO_MUCH = lazy(
    r"(?:每[两二三四六八\d]{0,2}个?[日天周月晚晨]|每次|一次|单次|此后|维持|加至|增至|减至|改为|\b(?:then|followed by|and then|every (?:two|four|other|\d) (?:weeks|days|months)(?: at)?|maintenance (?:dose )?of|increased to|reduced to))\s?(?:皮下|口服|静滴|注射|给予|约|一次|\s){0,3}$"
)
_NO_DOSE = frozenset({"pressure", "temperature", "rate", "sound", "clearance", "length", "area", "energy"})


def _regimens(told: Told, own: tuple[Measure, ...]) -> Iterator[Observation]:
    """``皮下注射160 mg，第2周80 mg，此后每两周40 mmHg``: a dose after other doses."""
    if not _REGIMEN.search(told.words) or _CREAM.search(told.words):
        return
    for index, one in enumerate(own):
        before = [each for each in own[:index] if each.family != "time"][-2:]
        if (
            one.family in _NO_DOSE
            and before
            and all(each.family in {"mass", "dose by weight", "activity"} for each in before)
            and _THEN_SO_MUCH.search(told.words[before[-1].end : one.start])
        ):
            yield _fault(told, one, "a dose", before[-1].unit)


# --- how long ---------------------------------------------------------------------------------------------

_DONE_EN = r"\b(?:cycl|walk|jog|exercis|rest|sle[ep]|incubat|centrifug|boil|soak|fast|wait|observ|stir|shak|dr(?:y|ied)|stood|sat|lay\b|lie\b|swam|swim|massag|go on|going on|went on|continu|lasting|stay|remain|isolat|quarantin|sedat|stud(?:y|ied)|rins|wash|steril|autoclav|ventilat|bath|meditat|rowed|row\b|ran\b|run\b|treadmill|pedal|danc|cool|warm|heat)[a-z]*"
_DONE = lazy(rf"{_DONE_EN}[^,;.。，；]{{0,40}}? for (?:about |at least |up to |only |a further |another |some )?$")
_DONE_ZH = lazy(
    r"(?:静置|孵育|浸泡|煮沸|按压|热敷|冷敷|快走|慢跑|散步|骑车|游泳|休息|平卧|禁食|观察|等待|含漱|熏洗|艾灸|留针|照射|暴露|搅拌|震荡|灭菌|晾干|卧床|俯卧)(?:约|至少|持续|各|了|\s){0,3}$"
)
_BEHIND = lazy(r"\s?(?:$|[.,;，。；)）]|at \d|a day|per day|every|before|after|each|in|on|with|daily|后|以上|左右)")
_NO_TIME = {"en": frozenset({"mass", "pressure", "concentration", "volume", "rate", "energy"}), "zh": frozenset({"mass", "pressure", "concentration"})}  # fmt: skip
_FOR_ELSE = lazy(r"\b(?:target|goal|weigh|lift|load|lb)|体重|负重|失重|力")


def _durations(told: Told, own: tuple[Measure, ...]) -> Iterator[Observation]:
    """ "cycled at 60% of peak uptake for 90 kilograms", ``静置30 mg``."""
    for one in own:
        before = told.words[max(0, one.start - 80) : one.start]
        done = one.family in _NO_TIME["en"] and _DONE.search(before) is not None
        done = done or (one.family in _NO_TIME["zh"] and _DONE_ZH.search(before) is not None)
        if done and _BEHIND.match(told.words, one.end) and not _FOR_ELSE.search(before):
            yield _fault(told, one, "time", "min / h")
