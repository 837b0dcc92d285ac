"""PDF papers to Sources: the text of the pages, identified by the DOI on the first one."""

from __future__ import annotations

import re

from claimlint.language import identifiers
from claimlint.model.source import Source, SourceText
from claimlint.model.words import both
from claimlint.sources.loaders import Loaded, fault

PAGES = 200


def load_pdf(data: bytes, name: str) -> Loaded:
    """The whole text of a PDF; a scan without text is a Problem."""
    try:
        import pypdfium2
    except ImportError:
        hint = "pip install 'claimlint[pdf]'"
        return fault(name, both("读取 PDF 需要安装附加组件 pdf", "reading PDF needs the extra 'pdf'"), both(hint, hint))
    try:
        document = pypdfium2.PdfDocument(data)
        pages = [document[number].get_textpage().get_text_bounded() for number in range(min(len(document), PAGES))]
        title = str(document.get_metadata_dict().get("Title") or "")
        document.close()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        hint = both("请去掉密码后重新保存", "save it again without a password")
        return fault(name, both(f"无法作为 PDF 读取：{error}", f"cannot be read as PDF: {error}"), hint)
    text = "\n".join(mended(page) for page in pages)
    if len(text.strip()) < 40:
        hint = both(
            "请用带文字层的 PDF，或把摘要粘贴到 .md 文件里",
            "use a PDF with a text layer or paste the abstract into a .md file",
        )
        return fault(name, both("PDF 里没有文字", "the PDF holds no text"), hint)
    ids = identifiers.identify("\n".join(pages[:2]))
    return Loaded(
        (
            Source(
                id=ids.doi or ids.pmid or re.sub(r"\.pdf$", "", name),
                ids=ids,
                title=title,
                texts=(SourceText("text", text, "fulltext"),),
                coverage="fulltext",
                origin=name,
            ),
        )
    )


def mended(page: str) -> str:
    """Lines joined again, words hyphenated at line ends put together, ``0. 31`` closed."""
    page = page.replace("\r\n", "\n").replace("\ufffe", "-")
    page = re.sub(r"([A-Za-z])-\n([a-z])", r"\1\2", page)
    page = re.sub(r"(?<=[一-鿿，、])\n(?=[一-鿿])", "", page)
    return re.sub(r"(?<![\d.])0\. (?=\d{1,3}\b)", "0.", re.sub(r"(?<=[^.\n。])\n(?=\S)", " ", page))
