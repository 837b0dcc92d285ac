"""YAML of a sources folder: hand-verified facts about paywalled works, and products.yaml."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from claimlint.model.report import Problem
from claimlint.model.source import Product, Source
from claimlint.model.words import Words, both
from claimlint.sources.loaders import Loaded, decode, fault
from claimlint.sources.records import from_csl
from claimlint.sources.store import problem

_PRODUCT_KEYS = frozenset(
    [
        "name",
        "aliases",
        "kind",
        "class",
        "licence",
        "licence-until",
        "indications",
        "contraindications",
        "dose",
        "wordings",
        "label",
        "label-file",
    ]
)
_SEE = both("见 docs/sources.md", "see docs/sources.md")
_FACT_KEYS = frozenset(["name", "value", "unit", "quote", "place"])


class Broken(NamedTuple):
    """That YAML could not be parsed, and on which line, where that is known."""

    line: int | None


def parse_yaml(text: str) -> Any:
    """Safe YAML, or Broken."""
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        return Broken(place.line + 1 if place else None)
    except (ValueError, RecursionError):
        return Broken(None)


def load_yaml(data: bytes, name: str) -> Loaded:
    """products.yaml, or works with ``facts``: an item or a list of items with CSL names."""
    text = decode(data)
    value = parse_yaml(text)
    if isinstance(value, Broken) or value is None:
        hint = both("请检查缩进和引号", "check indentation and quotation marks")
        return fault(name, both("不是合法的 YAML", "not valid YAML"), hint, value.line if value else None)
    if isinstance(value, dict) and "products" in value:
        return _products(value["products"], text, name)
    items = value.get("sources", [value]) if isinstance(value, dict) else value
    if not isinstance(items, list):
        return fault(name, both("既没有产品，也没有带数据的文献", "neither products nor works with facts"), _SEE)
    sources: list[Source] = []
    problems: list[Problem] = []
    for number, item in enumerate(items, 1):
        wrong = _wrong_work(item)
        if wrong:
            problems.append(problem(name, both(f"第 {number} 项：{wrong.zh}", f"item {number}: {wrong}"), _SEE))
            continue
        keyed = {
            {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "journal": "container-title"}.get(k, k): v
            for k, v in item.items()
        }
        authors = keyed.pop("authors", None)
        if authors:
            keyed["author"] = authors if isinstance(authors, list) else re.split(r"[,，;；]\s*", str(authors))
        sources.append(from_csl(keyed, name, number))
    return Loaded(tuple(sources), problems=tuple(problems))


def _wrong_work(item: Any) -> Words | None:
    if not isinstance(item, dict):
        return both("不是名称和值的列表", "is no list of names and values")
    facts = item.get("facts", [])
    if not any(item.get(key) for key in ("doi", "DOI", "pmid", "PMID", "title", "id")):
        return both("没有写明文献（doi、pmid、title 或 id）", "names no work (doi, pmid, title or id)")
    if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
        return both(
            "facts 不是 name、value、unit、quote、place 的列表", "facts is no list of name, value, unit, quote, place"
        )
    unknown = {str(key) for fact in facts for key in fact} - _FACT_KEYS
    if unknown:
        first, known = sorted(unknown)[0], sorted(_FACT_KEYS)
        return both(
            f"facts 里没有 {first} 这个键（可用：{'、'.join(known)}）",
            f"unknown key of a fact: {first!r} (known: {', '.join(known)})",
        )
    return None


def _products(items: Any, text: str, name: str) -> Loaded:
    products: list[Product] = []
    problems: list[Problem] = []
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        if not isinstance(item, dict) or not item.get("name"):
            nameless = both(f"第 {number} 个产品没有名称", f"product {number} has no name")
            problems.append(problem(name, nameless, both("请写明名称", "give it a name")))
            continue
        unknown = sorted(set(map(str, item)) - _PRODUCT_KEYS)
        if unknown:
            line = next(
                (
                    n
                    for n, words in enumerate(text.splitlines(), 1)
                    if re.match(rf"\s*-?\s*{re.escape(unknown[0])}\s*:", words)
                ),
                None,
            )
            problems.append(
                problem(
                    name,
                    both(
                        f"产品 {item['name']}：没有 {unknown[0]} 这个键",
                        f"product {item['name']}: unknown key {unknown[0]!r}",
                    ),
                    both(f"可用：{'、'.join(sorted(_PRODUCT_KEYS))}", f"known: {', '.join(sorted(_PRODUCT_KEYS))}"),
                    line,
                )
            )
            continue
        products.append(_product(item, name))
    return Loaded(products=tuple(products), problems=tuple(problems))


def _product(item: dict[str, Any], origin: str) -> Product:
    until = item.get("licence-until")
    return Product(
        name=str(item["name"]),
        aliases=_words(item.get("aliases")),
        kind=str(item.get("kind") or item.get("class") or ""),
        licence=str(item.get("licence") or ""),
        licence_until=str(until) if until else None,
        indications=_words(item.get("indications")),
        contraindications=_words(item.get("contraindications")),
        dose=_words(item.get("dose")),
        wordings=_words(item.get("wordings")),
        label=str(item.get("label") or ""),
        label_file=str(item.get("label-file") or ""),
        origin=origin,
    )


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
