"""Labels in a file beside products.yaml, and the [fetch] table."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint.config import decode
from claimlint.sources import load_store
from claimlint.sources.http import Client, Manners, Refused
from claimlint.sources.labels import sections

CHINESE = "# 安络平片说明书\n\n【适应症】用于治疗成人原发性高血压。\n【禁忌】\n妊娠期妇女禁用。\n【贮藏】密封。\n"
ENGLISH = "# Label\n\n## Indications and usage\n\n- adults with type 2 diabetes\n\n## Storage\n\nKeep dry.\n"

SECTIONS = [
    ("Chinese", CHINESE, {"indications": ("用于治疗成人原发性高血压。",), "contraindications": ("妊娠期妇女禁用。",)}),
    ("English", ENGLISH, {"indications": ("adults with type 2 diabetes",)}),
    ("neither", "这是一段没有标题的话。", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), SECTIONS, ids=[row[0] for row in SECTIONS])
def test_sections(name: str, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert sections(text) == expected


def test_the_label_fills_the_product_and_is_no_work(tmp_path: Path) -> None:
    (tmp_path / "label.md").write_text(CHINESE, "utf-8")
    products = "products:\n  - {name: 安络平片, dose: 一日一次, label-file: label.md}\n"
    (tmp_path / "products.yaml").write_text(products, "utf-8")
    store = load_store(tmp_path)
    (product,) = store.products
    assert (store.sources, store.problems) == ((), ())
    assert product.indications == ("用于治疗成人原发性高血压。",)
    assert product.dose == ("一日一次",)
    assert "说明书" in product.label


FAULTS = [("absent", "none.md"), ("another kind", "label.docx"), ("outside", "../label.md")]


@pytest.mark.parametrize(("name", "file"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_label_that_cannot_be_read_is_a_problem(tmp_path: Path, name: str, file: str) -> None:
    (tmp_path / "label.md").write_text(CHINESE, "utf-8")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "products.yaml").write_text(f"products:\n  - {{name: 安络平片, label-file: {file}}}\n", "utf-8")
    store = load_store(folder)
    assert [one.code for one in store.problems] == ["unreadable-source"]
    assert file in store.problems[0].message


def test_fetch_table() -> None:
    settings, problems = decode({"fetch": {"mailto": "a@example.org", "pause": 2.5, "europe-pmc": "http://h"}})
    assert problems == ()
    assert settings is not None
    said = settings.fetch
    assert (said.mailto, said.pause, said.europe_pmc) == ("a@example.org", 2.5, "http://h")


def test_an_unknown_key_of_fetch_is_a_problem() -> None:
    settings, problems = decode({"fetch": {"mail-to": "a@example.org"}})
    assert settings is None
    assert "mailto" in (problems[0].hint or "")


def test_the_longer_pause_holds() -> None:
    pytest.importorskip("httpx")
    waits: list[float] = []
    client = Client(Manners(pause=3.0, retries=0), sleep=waits.append)
    for pause in (0.2, 5.0):
        with pytest.raises(Refused):
            client.get("http://127.0.0.1:9/", pause)
    client.close()
    assert waits == [3.0, 5.0]
