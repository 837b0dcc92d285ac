"""Whether those who are told of as exceptions to "all" or 100 % fell short of something else, or were never among them."""

from __future__ import annotations

import re

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scenes.scene import Scene, Told

_STOPS = lazy(r"[,，。;；:：!?！？]|\.\s|\.$|\bbut\b|\bwhile\b|但|而")
_UNCOUNTED = lazy(
    r"不在[^,，。;；]{0,8}之列|[不未]计入|[不未](?:纳入|参与|包括)[^,，。;；]{0,6}(?:统计|分析|计算|在内)|删失|带功|不作?统计|不属于|"
    r"not (?:been )?counted|not (?:been )?included|not (?:been )?randomi[sz]ed|excluded (?:from|beforehand)|censored|functioning graft|outside the|not part of|not eligible|did not count"
)
_FIRST = lazy(r"首次|第一次|初次|首针|首剂|\bfirst (?:attempt|try|time|pass|go)\b|\bat first\b|initially")
_ONCE = lazy(r"首次|一次|第一次|first|single")  # 一次穿刺成功率: those who needed a second one are exceptions
_AGAIN = lazy(r"\bagain\b|再次|再度|随后|此后|afterwards")
_SPECIFIC = lazy(r"特异|阳性预测|specific|positive predictive")
_SENSITIVE = lazy(r"敏感|灵敏|阴性预测|sensitiv|negative predictive")
_MISSED = lazy(r"漏|missed|overlooked|false negative|假阴")
_FALSE_ALARM = lazy(r"误报|误诊|假阳|false (?:positive|alarm)")
_PROCESS = lazy(  # what is done with everybody, whatever comes of it
    r"回收|随访|筛查|评估|接通|接听|填报|填写|上报|签署|知情同意|参与|参加|应答率|检查率|复查|建档|签约|return|follow-?up|screen|answered|response rate|consent|attend|took part|uptake|assessed|analy[sz]ed|training"
)
_OUTCOME = lazy(  # what comes of it, and what is done next
    r"愈|疗效|无效|有效|满意|改善|缓解|好转|复发|死亡|病死|进展|治疗|会诊|手术|活检|转诊|干预|服药|听力|听筛|"
    r"heal|cured|improv|satisf|relaps|died|death|progress|treatment|therapy|biops|surgery|referr|refer\b|operation|medication|positive test"
)
_ROLES = (
    r"家长|父母|家属|陪护|外包|保洁|护工|医生|医师|护士|学生|教师|供者|对照|志愿者|司机|doctors?|nurses?|physicians?|surgeons?|parents?|mothers?|fathers?|families|carers?|donors?|controls?|callers?|visitors?|"
    r"contractors?|agency|cleaners?|porters?|teachers?|pupils?|students?|partners?|relatives|clinicians|centres|centers|non-[a-z]+"
)
ROLE = lazy(rf"(?<![a-z])(?:{_ROLES})(?![a-z])")
_OBJECT = lazy(
    r"(?:拒绝|拒做|未达|未能?达到|不愿|未接受|未做|未进行|未通过|未参加|没有?参加|没有?接受|没有?做)(?:了|到|过|再|继续)?(?P<zh>[一-鿿]{2,10})"
    r"|\b(?:refused|declined|did not (?:reach|leave|meet|have|receive|attend|take|give|bring|need|want|show|get|undergo)|failed to (?:reach|meet|attend|give|enrol|enroll)|could not (?:have|take|undergo|give))"
    r" (?:(?:the|an?|their|any|his|her|to|that|all|this|further) ){0,2}(?P<en>[a-z-]{4,14}(?: [a-z-]{4,14}){0,2})"
)
_FURTHER = lazy(r"higher|lower|second|next|another|optional|additional|extra|further")
_OWN_STANDARD = lazy(r"(?P<of>[一-鿿]{2,6})(?:标准|要求|水平|阈值)$")  # 未达松动标准
_ANY_OBJECT = lazy(  # says no more than that they fell short
    r"完成|标准|达标|要求|参加|到场|成功|配合|坚持|同意|及时|按时|全部|出席|回复|完整|随访|检查|接种|签署|check|visit|standard|target|criteri|threshold|appointment|consent|dose|jab|vaccin|follow|invitation|offer|take part|participat|complete"
)
_CONTRAST = lazy(r"对[\d\s份例名个只]{0,8}([一-鿿]{2,8}?)(?:样本|患者|标本|者|组)[^,，。;；]{0,12}100")


def of_others(scene: Scene, one: Observation) -> bool:
    """Did they fall short of something else, at another time, or are they no part of all?"""
    if not one.related:
        return False
    claim, fell = _told(scene, one.span), _told(scene, one.related[0].span)
    if claim is None or fell is None:
        return False
    all_words = _clause(claim, one.span)
    short = _clause(fell, one.related[0].span)
    end = one.related[0].span.end
    behind = scene.document.text[end : end + 60].lower()
    if _UNCOUNTED.search(short) or _UNCOUNTED.search(behind):
        return True
    if not _ONCE.search(all_words) and (_FIRST.search(short) or _AGAIN.search(short)):
        return True
    if _SPECIFIC.search(all_words) and _MISSED.search(short):
        return True
    if _SENSITIVE.search(all_words) and _FALSE_ALARM.search(short):
        return True
    name = _name(claim, one.span) or all_words
    if _PROCESS.search(name) and _only(_OUTCOME, short, name):
        return True
    if _of_other_failures(all_words, short, behind, fell.words):
        return True
    if _of_another_part(claim, one, short, all_words):
        return True
    words = _apart(claim, one)
    role = ROLE.search(short)
    if role is not None and role[0].rstrip("s") not in words and _PEOPLE.search(all_words):
        return True
    contrast = _CONTRAST.search(all_words)
    if contrast is not None and f"对{contrast[1]}" not in short and re.search(r"对[一-鿿]{2}", short):
        return True
    return _of_another_object(short, words)


_NONE = lazy(r"\b(?:in|of|was|were|seen in) none\b|\bno one\b|一[例个名]也没有|(?<![\d.])0\s?[例个名]")
_DONE = lazy(r"技术|植入|置入|操作|technical|procedural|device|implant")
_DIED = lazy(r"死亡|病死|去世|died|deaths?\b|dead\b")
_FOUND_ALL = lazy(r"灵敏|敏感|检出率|sensitiv|picked up|detected")
_GOT_THERE = lazy(
    r"才(?:得到|获得|达到|取得|转|成功)|最终(?:均|都|也)?(?:达到|获得|成功|转|痊|治)|eventually|in the end|finally"
)
_LATE = lazy(r"\blate\b|迟到|推迟|延后|晚于")
_ON_TIME = lazy(r"及时|按时|准时|on time|punctual|within|内")


def _of_other_failures(claim: str, short: str, behind: str, told: str) -> bool:
    """Is it said of none, put right in the end, no failure of what the claim is about, or only late?"""
    if _NONE.search(short) or _GOT_THERE.search(short) or _GOT_THERE.search(behind):
        return True
    if _DONE.search(claim) and _DIED.search(short):
        return True  # the device was implanted in all; one died later
    if _FOUND_ALL.search(claim) and not _MISSED.search(short) and _OTHER_VIEW.search(short):
        return True
    return _LATE.search(short) is not None and _ON_TIME.search(f"{claim} {told}") is None


_COMPLETERS = lazy(
    r"(?:完成|走完|做完|坚持)[^,，。;；]{0,12}的|可评[估价]|(?:who|that) (?:completed|finished)|completers|evaluable|who stayed"
)  # what is told of those who stayed
_LEFT = lazy(
    r"退出|失访|脱落|中[断止途]|放弃|没有?完成|未完成|dropped out|withdrew|lost to follow|left (?:the|early)|did not (?:complete|finish)|stopped"
)
_STAGE = lazy(
    r"(?:[ⅠⅡⅢⅣ]|(?<![a-z])(?:iv|i{1,3}))(?:[abc]|[ABC])?\s?期|[早中晚]期|[一二三四]期|\b(?:stage|grade) (?:iv|i{1,3}|[1-4])\b"
)


def _of_another_part(claim: Told, one: Observation, short: str, all_words: str) -> bool:
    """Are they of another batch, of those who left where all who stayed are meant, or of another stage?"""
    batch = _BATCH.search(short)
    if batch is not None and batch[0] not in all_words and _BATCH.search(all_words):
        return True
    left = _COMPLETERS.search(all_words) is not None and _LEFT.search(short) is not None
    return left or _of_another_stage(claim, one, short)


def _of_another_stage(claim: Told, one: Observation, short: str) -> bool:
    """``Ⅰ期患者五年生存率为100%，无一例死亡；Ⅱ期31例中有4例死亡``: the stage is told before, and another one of the exception."""
    before = list(_STAGE.finditer(claim.words, 0, max(0, one.span.start - claim.span.start)))
    of_all = before[-1][0] if before else None
    others = _STAGE.findall(short)
    return of_all is not None and bool(others) and of_all not in others


_OTHER_VIEW = lazy(r"disagree|discordan|positive|有?分歧|意见不一|阳性")


_BATCH = lazy(
    r"第[一二三四五六两\d][批组轮期阶队班]|[甲乙丙丁]组|\b(?:first|second|third|fourth) (?:batch|group|cohort|round|phase|wave|class)\b"
)


def _apart(claim: Told, one: Observation) -> str:
    """The words of the claim's sentence without those of the exception and what follows it."""
    start = one.related[0].span.start - claim.span.start
    return claim.words[:start] if one.span.start - claim.span.start < start <= len(claim.words) else claim.words


_PEOPLE = lazy(
    r"人|名|者|护士|医|婴|儿|产妇|患|100% of (?:the |our )?[a-z]+|\ball\b|\bevery|patients|nurses|staff|people|women|children|participants"
)


_NAME = lazy(r"[一-鿿]{1,4}率[一-鿿:]{0,4}\s?$")


def _name(told: Told, span: Span) -> str:
    """What a rate is called: ``回收率`` of ``产妇满意度调查回收率100%``."""
    match = _NAME.search(told.words[: max(0, span.start - told.span.start)][-12:])
    return match[0] if match else ""


def _only(pattern: re.Pattern[str], here: str, there: str) -> bool:
    match = pattern.search(here)
    return match is not None and match[0] not in there


def _of_another_object(short: str, claim: str) -> bool:
    """``3名拒绝会诊``, "two did not leave a number": is what they did not do no word of the claim?"""
    match = _OBJECT.search(short)
    if match is None:
        return False
    if match["en"]:
        words = match["en"].split()
        if _only(_FURTHER, match[0], claim):
            return True
        return not _ANY_OBJECT.search(match["en"]) and not any(word[:5] in claim for word in words)
    standard = _OWN_STANDARD.search(match["zh"])
    object_ = standard["of"] if standard is not None else match["zh"]
    told = any(object_[at : at + 2] in claim for at in range(len(object_) - 1))
    return not told and _ANY_OBJECT.search(object_) is None


def _told(scene: Scene, span: Span) -> Told | None:
    return next((told for told in scene.sentences if told.span.start <= span.start < told.span.end), None)


_SHORT = 10  # characters of a clause that leaves what it speaks of to the one before


def _clause(told: Told, span: Span) -> str:
    """The words of a place's own clause; of a very short one with the clause before."""
    start, end = max(0, span.start - told.span.start), span.end - told.span.start
    before = _STOPS.split(told.words[:start])
    behind = _STOPS.split(told.words[end:])[0]
    own = before[-1] + told.words[start:end] + behind
    return (before[-2] + own) if len(own) <= _SHORT and len(before) > 1 else own
