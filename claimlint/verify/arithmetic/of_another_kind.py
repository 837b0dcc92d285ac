"""Exceptions among other people or things than all of whom a claim speaks: the wards' nurses, the other of two exams."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.verify.scenes.scene import Frame

_BEHIND = 40  # characters in which "all 46" goes on to say what they are
_CLAUSE_END = lazy(r"[,，。;；:：！？!?()（）]")
_PEOPLE = lazy(
    r"^(?:patients|people|persons|participants|women|men|children|adults|parents|nurses|doctors|surgeons|physicians|midwives|therapists|dentists|teachers|drivers|carers|runners|swimmers|smokers|players|visitors|callers|workers|responders|survivors|staff|members|volunteers|donors|residents|infants|babies|students|pupils|subjects|users|recipients|families|mothers)$"
)
_NUMBERED = lazy(
    r"\b(?:\d{1,4}|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?) (?:[a-z]+ ){0,2}?(?P<x>[a-z]{3,}s|children|people|women|men)\b"
)
_OF_NUMBERED = lazy(
    r"\bof (?:the |these |our )?\d{1,4} (?:[a-z]+ ){0,2}?(?P<x>[a-z]{3,}s|children|people|women|men|staff)\b"
)
_FURTHER_ONES = lazy(r"另有|此外|还有")  # no part of those of whom all is told
_NOT_AMONG_THEM = lazy(r"另有[^,，。;；]{0,16}[未没](?!达|合格|通过|愈|缓解|能)")
_HEADS = "考核|考试|测试|测评|评估|培训|演练|课程|检查|手术"
_NAMED_HEAD = lazy(
    rf"(?P<of>理论|实操|操作|技能|线上|线下|首台|接台|初次|首次|再次|急诊|择期|[上下]半场|初级|中级|高级)(?:技能)?(?:{_HEADS})|(?P<zh>[笔面口复初]试)"
    r"|\b(?P<en>written|practical|oral|theory|theoretical|clinical|online|first|second|third|initial|repeat|final) (?:test|exam(?:ination)?|part|audit|round|assessment|course|check)\b"
)


_NOT_ALL_DID = lazy(r"\bnot (?:all|every)\b|(?:并非|不是)(?:全部|所有|每|人人|都)|未能?全部|没有全部")  # another bar


def _last(matches: Iterator[re.Match[str]]) -> re.Match[str] | None:
    return next(iter(list(matches)[-1:]), None)


def words_of_claim(frame: Frame, index: int, end: int) -> str:
    """A sentence up to a little behind its claim, and the one before where it counts nobody itself."""
    ahead = frame.sentences[index].words[: end + _BEHIND]
    return ahead if not index or _NUMBERED.search(ahead) else frame.sentences[index - 1].words + ahead


def of_another_kind(claim_words: str, words: str, match: re.Match[str], *, short: bool) -> bool:
    """``All 46 runs …; three of the 46 patients never``; ``理论考核全部通过，实操考核有2人未通过``."""
    if _NOT_ALL_DID.search(words, 0, match.start()):
        return True
    further = _FURTHER_ONES.search(words, max(0, match.start() - 6), match.end())
    if further and (short or _NOT_AMONG_THEM.search(words, max(0, match.start() - 6), match.end())):
        return True
    mine, other = _NUMBERED.search(claim_words), _last(_OF_NUMBERED.finditer(words, 0, match.end() + 12))
    if mine and other and (_PEOPLE.match(mine["x"]) is None) != (_PEOPLE.match(other["x"]) is None):
        return True
    near = _CLAUSE_END.split(words[max(0, match.start() - 24) : match.start()])[-1] + match[0]
    near += _CLAUSE_END.split(words[match.end() : match.end() + 30])[0]
    if of_another_class(claim_words.replace(near, ""), near):
        return True
    first, second = _heads(claim_words.replace(near, "")), _heads(near)
    return bool(first and second) and not second <= first


_CLASS = lazy(
    r"\b(?P<en>stage|grade|type|class|phase|level|batch) (?P<x>[ivx]{1,4}[a-c]?|\d[a-c]?|[a-d])\b"
    r"|(?P<y>[ⅰⅱⅲⅳⅴⅠⅡⅢⅣⅤ]|[ivx]{1,3}|[一二三四1-4a-d])\s?(?P<zh>[期级型度])(?![间望别])"
    r"|(?P<half>[上下前后](?=[半午])|[左右](?=侧)|[轻中重](?=度)|[早晚](?=期))(?P<by>[半午侧度期])"
    r"|\b(?P<nth>first|second|third|fourth|last|final) (?P<of>day|morning|afternoon|evening|night|session|week|visit|dose|round|course)\b"
)


def of_another_class(clause: str, told: str) -> bool:
    """``100% in stage I``, "three with stage II": of another class of one scale than the claim's."""
    mine, theirs = _classes(clause), _classes(told)
    return bool(mine and theirs) and {kind for kind, _ in mine} == {kind for kind, _ in theirs} and not theirs <= mine


def _classes(words: str) -> set[tuple[str, str]]:
    return {
        (
            one["en"] or one["zh"] or one["by"] or (one["of"] and "nth"),
            one["x"] or one["y"] or one["half"] or one["nth"],
        )
        for one in _CLASS.finditer(words)
    }


def _heads(words: str) -> set[str]:
    return {one["of"] or one["zh"] or one["en"] for one in _NAMED_HEAD.finditer(words)}
