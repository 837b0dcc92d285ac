"""The year in which something began, told twice: ``成立于1998年……1989年成立时``, "opened in 2011 ... since its opening in 2012"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.scene import Scene, Told, observe

_Y = r"(?P<y>(?:18|19|20)\d\d)"
_FOUND_ZH, _OPEN_ZH = r"成立|创立|创建|始建|创办|建院|建校|建立", r"开业|开诊|启用|开放|投入使用|投用|建成"
_FOUND_EN, _OPEN_EN = r"founded|established|set up|created|incorporated", r"opened|launched"
_BEGAN = (  # told as news
    lazy(rf"(?:(?P<found>{_FOUND_ZH})|(?P<open>{_OPEN_ZH}))于\s?{_Y}\s?年"),
    lazy(rf"{_Y}\s?年(?:\d{{1,2}}\s?月(?:\d{{1,2}}\s?日)?)?(?:正式)?(?:(?P<found>{_FOUND_ZH})|(?P<open>{_OPEN_ZH}))(?=[，。；,;、])"),
    lazy(rf"\b(?:(?P<found>{_FOUND_EN})|(?P<open>{_OPEN_EN}))(?: its doors)? in (?:[a-z]+ )?{_Y}\b"),
)  # fmt: skip
_WHEN_IT_BEGAN = (  # told as known
    lazy(rf"{_Y}\s?年(?:\d{{1,2}}\s?月)?(?:正式)?(?:(?P<found>{_FOUND_ZH})|(?P<open>{_OPEN_ZH}))(?:时|之初|伊始|以来|至今)"),
    lazy(rf"\b(?:since|at|after|before) (?:its|the) (?:(?P<found>found(?:ing|ation)|establishment|creation)|(?P<open>opening|launch)) in (?:[a-z]+ )?{_Y}\b"),
    lazy(rf"\b(?:since|when) it (?:was )?(?:(?P<found>{_FOUND_EN})|(?P<open>{_OPEN_EN}))(?: its doors)? in (?:[a-z]+ )?{_Y}\b"),
)  # fmt: skip
_AGAIN = lazy(
    r"重[建新开组]|再次|搬迁|新院区|分院|\b(?:re-?|second|new) ?(?:opened|opening|founded|site|building|branch)"
)
_CLAUSE = lazy(r"[，。；,;：:]|\.\s")
_IDLE = lazy(r"自|从|在|早在|其|该|我|本|它|正式|是|于")


def check(scene: Scene) -> Iterator[Observation]:
    """A document that tells one beginning as news and one as known."""
    told = [one for one in scene.sentences if one.role is not Role.REFERENCES]
    known = [each for one in told for each in _found(one, _WHEN_IT_BEGAN)]
    if len({match["y"] for _, match in known}) != 1 or any(_AGAIN.search(one.words) for one in told):
        return
    one, match = known[0]
    news = [(each, first) for each in told for first in _found_news(each) if _kind(first) == _kind(match)]
    if len({first["y"] for _, first in news}) != 1 or news[0][1]["y"] == match["y"]:
        return
    first_told, first = news[0]
    subject = _IDLE.sub("", _CLAUSE.split(one.words[max(0, match.start() - 20) : match.start()])[-1]).strip()
    if any("一" <= sign <= "鿿" for sign in subject) and not _named(subject, first_told.words):
        return  # of another house
    line = f"{match['y']} ≠ {first['y']}"
    yield observe("told-twice", _place(one, match), line, related=[(_place(first_told, first), first["y"])], stated=match["y"],
                  other=first["y"], tied="yes")  # fmt: skip


def _found(told: Told, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[Told, re.Match[str]]]:
    for pattern in patterns:
        yield from ((told, match) for match in pattern.finditer(told.words))


def _found_news(told: Told) -> Iterator[re.Match[str]]:
    taken = [match.span() for _, match in _found(told, _WHEN_IT_BEGAN)]
    for _, match in _found(told, _BEGAN):
        if not any(start <= match.start("y") < end for start, end in taken):
            yield match


def _kind(match: re.Match[str]) -> str:
    return "found" if match["found"] else "open"


def _named(subject: str, words: str) -> bool:
    return any(subject[index : index + 2] in words for index in range(len(subject) - 1))


def _place(told: Told, match: re.Match[str]) -> Span:
    return Span(told.span.start + match.start("y"), told.span.start + match.end("y"))
