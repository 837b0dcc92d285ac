"""Lexicons of one language, with what they include."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimlint.model.report import Problem
from claimlint.model.rule import Lexicon, Suffix
from claimlint.model.rulebook import LanguageTerms
from claimlint.model.words import both

LANGUAGES = ("zh", "en")
COMMON = "common"
MOST_STEM = 8
_STEM = re.compile(r"(\d+)-(\d+)")

Sources = Mapping[str, Mapping[str, tuple[str, Lexicon]]]  # language -> name -> (file, lexicon)


def resolve(sources: Sources) -> tuple[dict[str, LanguageTerms], list[Problem]]:
    """The terms of each language (with the common ones), and what is wrong with the lexicons."""
    languages: dict[str, LanguageTerms] = {}
    problems: list[Problem] = []
    for language in LANGUAGES:
        own = {**sources.get(COMMON, {}), **sources.get(language, {})}
        lexicons = {name: _with_included(name, own, problems) for name in own}
        innocents = {term.lower() for _, lexicon in own.values() for term in lexicon.innocents}
        languages[language] = LanguageTerms(lexicons, tuple(sorted(innocents)))
    for name, (path, lexicon) in ((n, pair) for words in sources.values() for n, pair in words.items()):
        problems.extend(_faults(name, path, lexicon))
    return languages, list(dict.fromkeys(problems))


def _with_included(name: str, own: Mapping[str, tuple[str, Lexicon]], problems: list[Problem]) -> Lexicon:
    terms: dict[str, None] = {}
    suffixes: list[Suffix] = []
    for part, trail in _closure(name, own):
        path, lexicon = own[part]
        for included in lexicon.include:
            if included not in own or included in trail:
                fault = both("包含了不存在的词表", "includes a lexicon that does not exist")
                if included in own:
                    fault = both("包含了自己", "includes itself")
                problems.append(
                    Problem(
                        code="bad-lexicon",
                        message=both(f"{part} {fault.zh}：{included}", f"{part} {fault}: {included}"),
                        path=path,
                        hint=both("请改正 include", "mend include"),
                    )
                )
        terms.update(dict.fromkeys(term.lower() for term in lexicon.terms))
        suffixes.extend(lexicon.suffixes)
    return Lexicon(terms=tuple(terms), suffixes=tuple(suffixes))


def _closure(name: str, own: Mapping[str, tuple[str, Lexicon]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A lexicon and all that it includes, each once, with the way that led there."""
    seen: set[str] = set()
    waiting: list[tuple[str, tuple[str, ...]]] = [(name, (name,))]
    while waiting:
        part, trail = waiting.pop()
        if part in seen or part not in own:
            continue
        seen.add(part)
        yield part, trail
        waiting.extend((one, (*trail, one)) for one in own[part][1].include if one not in trail)


def _faults(name: str, path: str, lexicon: Lexicon) -> Iterator[Problem]:
    for term in (*lexicon.terms, *lexicon.innocents):
        if not term.strip() or term != term.strip():
            message = both(
                f"{name} 里有空词，或前后带空格的词：{term!r}", f"{name} holds an empty or padded term {term!r}"
            )
            yield Problem(code="bad-lexicon", message=message, path=path)
    for suffix in lexicon.suffixes:
        stem = _STEM.fullmatch(suffix.stem)
        if stem is None or not 1 <= int(stem.group(1)) <= int(stem.group(2)) <= MOST_STEM:
            message = both(
                f"{name}：stem 写作 1-4 这样的范围，最多 {MOST_STEM}：{suffix.stem}",
                f"{name}: a stem is written like 1-4, at most {MOST_STEM}: {suffix.stem!r}",
            )
            yield Problem(code="bad-lexicon", message=message, path=path)
