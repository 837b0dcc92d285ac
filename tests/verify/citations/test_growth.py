"""A text that says the same again costs no more than its length: each attribution is weighed once a work."""

from __future__ import annotations

import pytest

from claimlint.read import read_text
from claimlint.verify.references import binding
from claimlint.verify.run import verify

PAGE = "2021年，一个团队在《柳叶刀》上发表研究，共22例患者。\n\n2019年，某大学团队在《自然》上发表研究。\n\n"
LIST = """参考文献

1. Li J, Wang H. Stem cells in lupus. Lancet. 2021;12:3-9.
2. Wu M. Kidney repair. Nature. 2019;5:1-4.
"""


def weighed(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often an attribution is weighed against a work."""
    count = [0]
    score = binding.Work.score

    def counting(*arguments: object) -> object:
        count[0] += 1
        return score(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(binding.Work, "score", counting)
        document, _ = read_text(text, path="page", format="text")
        assert document is not None
        found = verify(document)
    assert found.references
    assert any(one.kind == "prose" for one in found.citations)
    return count[0]


def test_repeated_attributions_are_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    once = weighed(PAGE + LIST, monkeypatch)
    assert once > 0
    assert weighed(PAGE * 20 + LIST, monkeypatch) == once
