"""Reads OpenDocument texts: paragraphs whole, annotations, changes, hidden text, properties."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from disclosure.reading.archive import Package, attribute, local
from disclosure.reading.passages import NotRead, Reading

PLACES = {
    "content.xml": "text",
    "styles.xml": "page headers and footers",
    "meta.xml": "document properties",
    "settings.xml": "settings",
}
PARAGRAPHS = {"p", "h"}
GAPS = {"tab": "\t", "line-break": "\n", "s": " "}
SPOKEN = ("href", "name", "title", "author", "string-value", "initial-creator", "description")
APART = {"annotation", "note", "text-box", "deletion"}
NOTABLE = {
    "annotation": "There is a comment. Delete all comments.",
    "changed-region": "There is a tracked change. Accept or refuse all changes.",
    "hidden-text": "There is hidden text. Take it out.",
    "hidden-paragraph": "There is a hidden paragraph. Take it out.",
    "script": "There is a script. Save the file without it.",
}


def read_opendocument(package: Package) -> Reading:
    """Everything in the marked-up parts of an OpenDocument text."""
    reading = Reading()
    if any(
        "manifest" in name and b"encryption-data" in part for name, part in package.parts.items()
    ):
        raise NotRead("It is locked with a password.")
    for name, root in package.trees():
        place = PLACES.get(name, f"part {name.rpartition('/')[2]}")
        hidden = _hidden_styles(root)
        for element in root.iter():
            _element(reading, place, element, hidden)
    return reading


def _hidden_styles(root: etree._Element) -> set[str]:
    """Names of the styles whose text does not show, or shows white."""
    found = set()
    for style in root.iter():
        if local(style) != "style":
            continue
        for look in style:
            is_white = attribute(look, "color").lower() == "#ffffff"
            if attribute(look, "display") == "none" or (local(look) != "graphic" and is_white):
                found.add(attribute(style, "name"))
    return found


def _element(reading: Reading, place: str, element: etree._Element, hidden: set[str]) -> None:
    tag = local(element)
    if not tag:
        reading.add(f"remarks in the {place}", element.text, is_hidden=True)
        return
    if tag in PARAGRAPHS:
        reading.add(place, "".join(_words(element)))
    elif not any(local(above) in PARAGRAPHS for above in element.iterancestors()):
        reading.add(place, element.text)
    elif tag in {"title", "desc", "creator", "date"}:
        what = "alternative text" if tag in {"title", "desc"} else "comment"
        reading.add(f"{what} of the {place}", element.text, is_hidden=True)
    if attribute(element, "style-name") in hidden and tag in {*PARAGRAPHS, "span"}:
        reading.add(f"hidden text of the {place}", "".join(_words(element)), is_hidden=True)
        reading.must_fix(place, "There is hidden or white text. Take it out.")
    if tag == "a" or tag.startswith(("bookmark", "reference", "user", "variable", "hidden")):
        for key in SPOKEN:
            reading.add(f"{tag} of the {place}", attribute(element, key), is_hidden=True)
    elif tag in {"frame", "object", "user-defined", "image", "table", "section"}:
        for key in ("name", "href"):
            reading.add(f"{tag} of the {place}", attribute(element, key), is_hidden=True)
    if attribute(element, "href").startswith(("http:", "https:", "file:", "mailto:")):
        reading.look_at(place, "There is a link to something outside the file.")
    if tag in NOTABLE:
        reading.must_fix(place, NOTABLE[tag])
    if tag in {"creator", "initial-creator"} and element.text and place == "document properties":
        reading.look_at(place, "The file says who made or changed it.")


def _words(element: etree._Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for part in element:
        tag = local(part)
        if tag in GAPS:
            yield GAPS[tag]
        if tag and tag not in APART and tag not in PARAGRAPHS:
            yield from _words(part)
        if part.tail:
            yield part.tail
