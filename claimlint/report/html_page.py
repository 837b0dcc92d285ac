"""One self-contained page: the article with notes in its margin; it loads nothing and trusts no draft."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from claimlint.model.hit import Dismissal
from claimlint.model.report import Report, Summary
from claimlint.model.text import Mark, Role
from claimlint.report.options import Options
from claimlint.report.page_blocks import Piece, pieces
from claimlint.report.page_cards import Card, cards, chips, covers
from claimlint.report.paths import shown
from claimlint.report.places import path_of
from claimlint.report.reasons import reason_words
from claimlint.report.runs import Covers, Run
from claimlint.report.substantiation_rows import heads, rows
from claimlint.report.tally import aside_words, checked_words, found_words, profile_words, run_words
from claimlint.report.words import family_title, is_chinese, problems_of, words

ASSETS = Path(__file__).parent / "assets"
LANGUAGES = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
TAGS = {
    Mark.EMPHASIS: "strong",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
    Mark.DELETED: "del",
    Mark.CODE: "code",
}


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """All reports on one page, each with its article, its notes, figures and problems."""
    everything = list(reports)
    chinese = any(is_chinese(report, options) for report in everything)
    style, script = _asset("page.css"), _asset("page.js")
    taken: dict[str, int] = {}
    views: list[dict[str, Any]] = []
    for report in everything:
        start = 1 + sum(len(view["cards"]) for view in views)
        views.append(_view(report, options, taken, start))
    page = _environment().get_template("page.html.j2")
    for text in page.generate(
        lang="zh-Hans" if chinese else "en",
        zh=chinese,
        w=words(chinese),
        views=views,
        families=_families(views, chinese),
        style=style,
        script=script,
        policy=policy(style, script),
        heads={one: heads(one)[1:] for one in (True, False)},
        **_closing(everything, chinese),
    ):
        stream.write(text)


def _families(views: list[dict[str, Any]], chinese: bool) -> list[tuple[str, str]]:
    """The families of the notes with what a reader calls them."""
    names = sorted({card.lead.family for view in views for card in view["cards"]})
    return [(name, family_title(name, chinese)) for name in names]


def policy(style: str, script: str) -> str:
    """The page may run its own script and style, known by their hashes, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["tags"] = _tags
    environment.globals["mark"] = mark
    return environment


def _tags(run: Run) -> list[str]:
    """The elements that dress a run, outermost first."""
    return [tag for mark, tag in TAGS.items() if run.marks & mark]


class Marked(NamedTuple):
    """How a run is marked: its classes, the note that it leads to, all notes that it belongs to."""

    classes: str
    target: str
    numbers: str
    anchors: list[int]  # entries whose first words these are


def mark(run: Run, view: dict[str, Any]) -> Marked | None:
    """The gravest entry that is still open colours a run; None where nothing marks it."""
    if not run.entries:
        return None
    found: list[Card] = [view["by_number"][number] for number in run.entries]
    gravest = min(found, key=lambda card: (card.state != "open", card.entry.severity.rank))
    classes = ["m", gravest.entry.severity.value if gravest.state == "open" else "aside"]
    if sum(card.state == "open" for card in found) > 1:
        classes.append("two")
    anchors = [number for number in run.first if number not in view["anchored"]]
    view["anchored"].update(anchors)
    return Marked(" ".join(classes), gravest.id, " ".join(map(str, run.entries)), anchors)


def _closing(reports: list[Report], chinese: bool) -> dict[str, Any]:
    total = Summary()
    for report in reports:
        total = total.plus(report.summary)
    notes = [note for report in reports for note in report.documents]
    version = next((report.version for report in reports if report.version), "")
    said = (found_words(total, chinese), checked_words(total, chinese), aside_words(total, chinese))
    return {
        "total": total,
        "said": [line for line in said if line],
        "run": run_words(notes, version, chinese),
    }


def _view(report: Report, options: Options, taken: dict[str, int], start: int) -> dict[str, Any]:
    """What the page shows of one report."""
    chinese = is_chinese(report, options)
    found = cards(report, chinese, taken, start)
    document = report.document
    return {
        "w": words(chinese),
        "zh": chinese,
        "path": shown(path_of(report), options),
        "title": _title(report) or shown(path_of(report), options),
        "lang": LANGUAGES.get(document.language, "en") if document is not None else "en",
        "profile": profile_words(report.documents[0].profile, chinese) if report.documents else "",
        "summary": report.summary,
        "cards": found,
        "by_number": {card.number: card for card in found},
        "anchored": set(),
        "pieces": _pieces(report, found),
        "problems": [
            (problem, problem.path and shown(problem.path, options)) for problem in problems_of(report, options)
        ],
        "rows": [row[1:] for row in rows(report, options)],
        "verdicts": [agreement.verdict for agreement in sorted(report.agreements, key=lambda one: one.span)],
        "dismissals": [
            (one, document.slice(one.span) if document is not None else "", _why(one, chinese))
            for one in report.dismissals
        ],
    }


def _why(dismissal: Dismissal, chinese: bool) -> str:
    if dismissal.reason == "yields-to":
        return f"{reason_words(dismissal.reason, chinese)}{'：' if chinese else ': '}{dismissal.detail}"
    return dismissal.detail or reason_words(dismissal.reason, chinese)


def _pieces(report: Report, found: list[Card]) -> list[Piece]:
    if report.document is None:
        return []
    return pieces(report.document, Covers(list(covers(found))), chips(found))


def _title(report: Report) -> str:
    document = report.document
    if document is None:
        return ""
    return next((document.slice(block.span) for block in document.blocks if block.role is Role.TITLE), "")
