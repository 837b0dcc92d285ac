"""The label of a product, read from the text or Markdown file that products.yaml names."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace

from claimlint.model.report import Problem
from claimlint.model.source import Product
from claimlint.model.words import Words, both
from claimlint.sources.loaders import decode
from claimlint.sources.store import problem

_SUFFIXES = (".txt", ".md")
_LARGEST = 2_000_000
# what a label calls its sections, and where a Product keeps them
_SECTIONS = {
    "indications": r"适应症|功能主治|适用范围|indications?(?: and usage)?",
    "contraindications": r"禁忌症?|contraindications?",
    "dose": r"用法用量|使用方法|dosage(?: and administration)?|posology",
}
_HEADING = re.compile(r"^[ \t#*]{0,8}[【\[]?([^【】\[\]:：*\n]{2,40})[】\]:：*]{0,4}[ \t]*(.*)$")


def is_label(name: str, products: list[Product]) -> bool:
    """A file that a product calls its label is no cited work."""
    return any(one.label_file and Path(name).name == Path(one.label_file).name for one in products)


def with_label(product: Product, beside: Path, folder: Path) -> tuple[Product, Problem | None]:
    """The product with its label's text; sections fill what products.yaml leaves out."""
    if not product.label_file:
        return product, None
    path = beside / product.label_file
    fault = _unfit(path, folder)
    if fault is not None:
        hint = both("请写来源文件夹里的 .txt 或 .md 文件", "name a .txt or .md file inside the sources folder")
        named = f"label-file {product.label_file}"
        return product, problem(product.origin, both(f"{named} {fault.zh}", f"{named} {fault}"), hint)
    text = decode(path.read_bytes())
    found = {name: got for name, got in sections(text).items() if not getattr(product, name)}
    return replace(product, label=product.label or text, **found), None


def _unfit(path: Path, folder: Path) -> Words | None:
    if path.suffix.lower() not in _SUFFIXES:
        return both("既不是纯文本，也不是 Markdown", "is neither text nor Markdown")
    if not path.resolve().is_relative_to(folder.resolve()):
        return both("在来源文件夹之外", "lies outside the sources folder")
    if not path.is_file():
        return both("不存在", "does not exist")
    return both("大于 2 MB", "is larger than 2 MB") if path.stat().st_size > _LARGEST else None


def sections(text: str) -> dict[str, tuple[str, ...]]:
    """Indications, contraindications and dose as the label's own headings divide it."""
    found: dict[str, list[str]] = {}
    current: str | None = None
    for line in text.splitlines():
        heading = _HEADING.match(line)
        name = _section(heading[1]) if heading else None
        marked = re.match(r"\s*(?:#|【|\[|\*\*)", line) is not None
        if name is not None and heading is not None:
            current, line = name, heading[2]
        elif marked:
            current = None
        if current and line.strip():
            found.setdefault(current, []).append(line.strip(" \t*-"))
    return {name: tuple(lines) for name, lines in found.items()}


def _section(words: str) -> str | None:
    return next((name for name, form in _SECTIONS.items() if re.fullmatch(form, words.strip(), re.I)), None)
