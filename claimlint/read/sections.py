"""Sections and roles: under which headings a block stands and what it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.text import Block, BlockKind, Role, Span


class Draft(NamedTuple):
    """A block before its section and role are known."""

    kind: BlockKind
    span: Span
    level: int = 0
    row: int | None = None
    column: int | None = None
    table: int | None = None
    label: str | None = None


_NUMBER = lazy(
    r"\s*(?:第[一二三四五六七八九十百\d]{1,4}[章节篇部分回讲]{1,2}|[（(]?[一二三四五六七八九十]{1,3}[)）、．.]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、．.)]?(?=\s|[^\d\s])|[①-⑳]|[IVX]{1,4}\.)[\s:：]*"
)
_EDGES = " \t\u3000【】[]〔〕「」《》*#—-:：.。|｜~～"
_NAMES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.REFERENCES,
        lazy(
            r"(?:主要|部分|本文)?(?:参考|參考|引用|资料|資料)(?:资料|資料|文献|文獻|来源|來源|链接|书目)"
            r"|文献来源|参考"
            r"|(?:selected )?(?:references?|bibliography|sources|works cited|literature cited|citations)",
            re.IGNORECASE,
        ),
    ),
    (
        Role.CONCLUSION,
        lazy(
            r"(?:结语|結語|结论|結論|总结|總結|小结|小結|结束语|写在最后|寫在最後|尾声|后记)"
            r"(?:与展望|和展望|及展望)?|(?:总结|结论)[与和及].{1,6}"
            r"|in (?:summary|conclusion)|(?:conclusions?|summary|takeaways?|the bottom line)"
            r"|(?:conclusions? and|summary and) .{1,20}",
            re.IGNORECASE,
        ),
    ),
    (
        Role.DISCLAIMER,
        lazy(
            r"(?:免责|免責)(?:声明|聲明|说明|說明|条款|條款|提示)?|(?:特别|特別|郑重|鄭重|重要|版权|法律)?(?:声明|聲明)"
            r"|(?:medical |legal |important )?disclaimers?|legal notice",
            re.IGNORECASE,
        ),
    ),
    (
        Role.CONTACT,
        lazy(
            r"(?:联系|聯繫|聯絡|联络)(?:我们|我們|方式|电话|電話|客服)?|(?:预约|咨询|諮詢)(?:方式|电话|热线)|关于我们|關於我們"
            r"|contact(?: us)?|get in touch|about us",
            re.IGNORECASE,
        ),
    ),
)
_DISCLAIMER_START = lazy(
    r"[\s【\[（(*※]*(?:(?:免责|免責)(?:声明|聲明|说明|說明|条款|條款|提示)|(?:特别|郑重|鄭重|重要|特此)?(?:声明|聲明)"
    r"|(?:medical |legal |important )?disclaimer)[】\])）*]*\s*[:：】\]]",
    re.IGNORECASE,
)
_DISCLAIMER_FIRST = frozenset(" 【[（(*※免特郑鄭重声聲mMlLiIdD")
_CONTACT = lazy(
    r"扫码|掃碼|扫一扫|扫描.{0,4}二维码|二维码|二維碼|长按|加微信|官方微信|微信号|公众号|公眾號|客服|热线|熱線"
    r"|电话|電話|联系我|咨询.{0,6}(?:顾问|老师|专家)|私信|官网|地址[:：]|邮箱|1[3-9]\d{9}|400-?\d{3}-?\d{4}"
    r"|\b(?:wechat|whatsapp|tel|phone|e-?mail|hotline|qr code|contact us|call us|call now)\b",
    re.IGNORECASE,
)
_CONTACT_LENGTH = 80  # a longer block says more than how to reach somebody
_CONTACT_BLOCKS = 6


def bare_title(title: str) -> str:
    """A heading without its number, brackets and closing colon."""
    title = title.strip(_EDGES)
    match = _NUMBER.match(title)
    rest = title[match.end() :].strip(_EDGES) if match else title
    return rest or title


def title_start(text: str, start: int, end: int) -> int:
    """Where the words of a heading begin after its number."""
    match = _NUMBER.match(text, start, end)
    return match.end() if match and match.end() < end else start


def named_role(title: str) -> Role | None:
    """What a section with this title is for, or None for a part of the body."""
    bare = bare_title(title)
    if len(bare) > 40:
        return None
    return next((role for role, pattern in _NAMES if pattern.fullmatch(bare)), None)


def starts_disclaimer(text: str, start: int = 0) -> bool:
    """A paragraph such as 免责声明：本文……"""
    return text[start] in _DISCLAIMER_FIRST and _DISCLAIMER_START.match(text, start) is not None


class _Sections:
    """The headings above the current block, with the role that each gives."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str, Role]] = []
        self.path: tuple[str, ...] = ()

    @property
    def role(self) -> Role:
        return self._open[-1][2] if self._open else Role.BODY

    def enter(self, level: int, title: str) -> tuple[tuple[str, ...], Role]:
        """The path above the heading, and its own role."""
        named = named_role(title)
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = tuple(name for _, name, _ in self._open)
        role = named or self.role
        self._open.append((level, title, role))
        self.path = (*above, title)
        return above, role

    def leave_references(self) -> None:
        """A disclaimer or contact line after the references ends them, though no heading says so."""
        if self.role is Role.REFERENCES:
            self._open.pop()
            self.path = self.path[:-1]


def assign(drafts: Sequence[Draft], text: str) -> tuple[Block, ...]:
    """The blocks with section path and role."""
    sections = _Sections()
    blocks: list[Block] = []
    has_words = False
    for index, draft in enumerate(drafts):
        start, end = draft.span
        if draft.kind is BlockKind.HEADING:
            path, role = sections.enter(draft.level or 1, text[start:end])
            if role is Role.BODY and not has_words and _is_title(draft, index, text):
                role = Role.TITLE
        elif starts_disclaimer(text, start):
            sections.leave_references()
            path, role = sections.path, Role.DISCLAIMER
        else:
            path, role = sections.path, sections.role
            has_words = True
        blocks.append(Block(draft.kind, role, draft.span, path, *draft[2:]))
    _mark_contact(blocks, text)
    return tuple(blocks)


def _is_title(draft: Draft, index: int, text: str) -> bool:
    """A heading of the first level before all words, or the very first one without a number."""
    start, end = draft.span
    return draft.level <= 1 or (index == 0 and draft.level == 2 and title_start(text, start, end) == start)


def _mark_contact(blocks: list[Block], text: str) -> None:
    """The short blocks at the end that say how to reach the seller."""
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _CONTACT_BLOCKS), -1):
        block = blocks[index]
        if block.role in {Role.DISCLAIMER, Role.CONTACT}:
            continue
        start, end = block.span
        if index == 0 or end - start > _CONTACT_LENGTH or not _CONTACT.search(text, start, end):
            return
        blocks[index] = _with_role(block, Role.CONTACT)


def _with_role(block: Block, role: Role) -> Block:
    return Block(
        block.kind,
        role,
        block.span,
        block.section,
        block.level,
        block.row,
        block.column,
        block.table,
        block.label,
    )
