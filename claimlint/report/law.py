"""The law and norms that a finding rests on, by their official names."""

from __future__ import annotations

from collections.abc import Iterable

from claimlint.model.report import Report
from claimlint.report.words import localized


def law_title(name: str, report: Report, chinese: bool) -> str:
    """The official title with its article, or the id where the report carries no note of it."""
    note = report.bases.get(name)
    return localized(note.title, chinese) if note is not None else name


def law_words(names: Iterable[str], report: Report, chinese: bool) -> str:
    """All bases of a finding in one line, the articles of one statute behind its name."""
    statutes: dict[str, list[str]] = {}
    for name in names:
        statutes.setdefault(name.partition("#")[0], []).append(law_title(name, report, chinese))
    return ("；" if chinese else "; ").join(_together(titles, chinese) for titles in statutes.values())


def _together(titles: list[str], chinese: bool) -> str:
    """``法第四条`` and ``法第九条`` as ``法第四条、第九条``: what they share is said once."""
    same = enumerate(zip(*titles, strict=False))
    differ = next((place for place, chars in same if len(set(chars)) > 1), min(map(len, titles)))
    start = ", " if not chinese else "：" if "：" in titles[0][:differ] else "第"
    cut = titles[0].rfind(start, 0, differ)
    if len(titles) == 1 or cut <= 0:
        return ("、" if chinese else ", ").join(titles)
    rest = [title[cut:] if start == "第" else title[cut + len(start) :] for title in titles[1:]]
    return ("、" if chinese else ", ").join([titles[0], *rest])
