"""PDF papers to Sources: the text of the pages, identified by the DOI on the first one."""

from __future__ import annotations

import re

from claimlint.language import identifiers
from claimlint.model.source import Source, SourceText
from claimlint.sources.loaders import Loaded, fault

PAGES = 200


def load_pdf(data: bytes, name: str) -> Loaded:
    """The whole text of a PDF; a scan without text is a Problem."""
    try:
        import pypdfium2
    except ImportError:
        return fault(name, "reading PDF needs the extra 'pdf'", "pip install 'claimlint[pdf]'")
    try:
        document = pypdfium2.PdfDocument(data)
        pages = [document[number].get_textpage().get_text_bounded() for number in range(min(len(document), PAGES))]
        title = str(document.get_metadata_dict().get("Title") or "")
        document.close()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        return fault(name, f"cannot be read as PDF: {error}", "save it again without a password")
    text = "\n".join(mended(page) for page in pages)
    if len(text.strip()) < 40:
        return fault(name, "the PDF holds no text", "use a PDF with a text layer or paste the abstract into a .md file")
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
