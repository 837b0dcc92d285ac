"""The closing sentences of a run: what was found, what was checked and what was not."""

from __future__ import annotations

from collections.abc import Iterable

from claimlint.model.figure import Verdict
from claimlint.model.names import listed
from claimlint.model.report import DocumentNote, Profile, Summary
from claimlint.model.words import spoken
from claimlint.report.words import words

_SET_ASIDE = ("suppressed", "baselined", "approved")


def found_words(summary: Summary, chinese: bool) -> str:
    """How much was found in how many documents; never "clean" where nothing was read."""
    read = summary.documents - summary.unread
    counts = _counts(summary, chinese)
    if chinese:
        head = f"检查了 {read} 个文件" + (f"，{summary.unread} 个没有读成" if summary.unread else "")
        return f"{head}：{'，'.join(counts) if counts else '没有发现' if read else '什么也没有检查'}"
    head = f"Checked {read} {'document' if read == 1 else 'documents'}"
    head += f", could not read {summary.unread}" if summary.unread else ""
    return f"{head}: {', '.join(counts) if counts else 'nothing found' if read else 'nothing was checked'}"


def _counts(summary: Summary, chinese: bool) -> list[str]:
    table = (("error", summary.errors), ("warning", summary.warnings), ("info", summary.infos))
    if chinese:
        return [f"{number} 个{words(True)[name]}" for name, number in table if number]
    plural = {"error": "errors", "warning": "warnings", "info": "notes"}
    single = {"error": "error", "warning": "warning", "info": "note"}
    return [f"{number} {(single if number == 1 else plural)[name]}" for name, number in table if number]


def aside_words(summary: Summary, chinese: bool) -> str:
    """What is in the text but not reported, with the reason; "" where there is nothing of it."""
    labels = words(chinese)
    parts = [f"{labels[name]} {count}" for name in _SET_ASIDE if (count := getattr(summary, name))]
    if summary.dismissed:
        dismissed = "结合上下文排除" if chinese else "dismissed by context"
        parts.append(f"{dismissed} {summary.dismissed}")
    if not parts:
        return ""
    return "另有：" + "，".join(parts) if chinese else "Besides: " + ", ".join(parts)


def checked_words(summary: Summary, chinese: bool) -> str:
    """How many stated figures were compared with a source; "" where none was stated."""
    if not summary.agreements:
        return ""
    compared = _verdicts(summary, chinese, checked=True)
    missed = _verdicts(summary, chinese, checked=False)
    if chinese:
        said = f"与来源核对：{'，'.join(compared) or '无'}"
        return said + (f"；没有核对 {summary.unchecked}（{'，'.join(missed)}）" if missed else "")
    said = f"Compared with sources: {', '.join(compared) or 'none'}"
    return said + (f"; unchecked {summary.unchecked} ({', '.join(missed)})" if missed else "")


def _verdicts(summary: Summary, chinese: bool, checked: bool) -> list[str]:
    labels, counts = words(chinese), summary.agreements
    kinds = [verdict for verdict in Verdict if verdict.checked is checked and counts.get(verdict.value)]
    return [f"{labels[verdict]} {counts[verdict.value]}" for verdict in kinds]


def profile_words(profile: Profile, chinese: bool) -> str:
    """As what the text was judged, each field marked where nobody declared it."""
    fields = {
        "content": profile.content,
        "audience": profile.audience,
        "product": profile.product,
        "jurisdiction": "+".join(profile.jurisdiction) or None,
    }
    assumed = "（推定）" if chinese else " (assumed)"
    told = {name: value for name, value in fields.items() if value is not None}
    shown = [
        spoken(listed(value.split("+")), chinese) + ("" if name in profile.declared else assumed)
        for name, value in told.items()
    ]
    return "、".join(shown) if chinese else ", ".join(shown)


def run_words(notes: Iterable[DocumentNote], version: str, chinese: bool) -> str:
    """With what a run judged: version, rulebook and the date whose law was applied."""
    books = sorted({note.rulebook[:12] for note in notes if note.rulebook})
    dates = sorted({note.as_of for note in notes if note.as_of})
    book, day = ("规则 ", "法规截至 ") if chinese else ("rules ", "law as of ")
    parts = [f"claimlint {version}", *(book + name for name in books), *(day + date for date in dates)]
    return " · ".join(parts)
