"""Is a paper PDF/UA-1: the checks of ISO 14289-1 that a program can make. Bytes in, sentences out.

Each sentence ends with the clause it stands for; docs/pdf-ua.md lists what is checked and what is not.
"""

import io

import pikepdf
from pikepdf import Name

#: Structure types of ISO 32000-1, 14.8.4: any other needs a role (7.1).
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
    "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot",
    "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
#: What may stand directly in what (7.5, 7.6; ISO 32000-1, 14.8.4.3).
PARENTS = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
HEADINGS = {f"H{level}": level for level in range(1, 7)}
PAINTS = {
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "sh",
    "Do",
    "Tj",
    "TJ",
    "'",
    '"',
    "BI",
    "EI",
}
NOT_SHOWN = 3  # the rendering mode of letters that are there and cannot be seen


def faults(data):
    """What keeps a PDF from being PDF/UA-1, a sentence each; none if every check passes."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [fault for check in CHECKS for fault in check(pdf)]
    except pikepdf.PdfError:
        return ["It cannot be read as a PDF (ISO 32000-1, 7.5)."]
    return list(dict.fromkeys(found))


# The document


def _catalogue(pdf):
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "It is not marked as tagged (ISO 14289-1, 7.1)."
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "Its tags are marked as suspect (ISO 14289-1, 7.1)."
    if "/StructTreeRoot" not in root:
        yield "It has no structure (ISO 14289-1, 7.1)."
    if not str(root.get("/Lang", "")):
        yield "It does not say its language (ISO 14289-1, 7.2)."
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "Its window would not show its title (ISO 14289-1, 7.1)."


def _metadata(pdf):
    if "/Metadata" not in pdf.Root:
        yield "It has no metadata (ISO 14289-1, 5)."
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        if about.get("pdfuaid:part") != "1":
            yield "It does not say that it is PDF/UA-1 (ISO 14289-1, 5)."
        if not about.get("dc:title"):
            yield "It has no title (ISO 14289-1, 7.1)."


def _navigation(pdf):
    if "/Outlines" not in pdf.Root:
        yield "It has no bookmarks (ISO 14289-1, 7.17)."


def _dangers(pdf):
    names = pdf.Root.get("/Names", {})
    if "/JavaScript" in names or "/AA" in pdf.Root:
        yield "It holds a script (ISO 14289-1, 7.19)."
    if "/EmbeddedFiles" in names:
        yield "It holds other files (ISO 14289-1, 7.11)."
    if pdf.Root.get("/AcroForm", {}).get("/XFA") is not None:
        yield "It holds an XFA form (ISO 14289-1, 7.15)."
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield "Screen readers are locked out of it (ISO 14289-1, 7.16)."


# The structure


def _structure(pdf):
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    roles = {str(k)[1:]: str(v)[1:] for k, v in dict(tree.get("/RoleMap", {})).items()}
    levels, identifiers, asked = [], set(), set()
    for node, kind, above in _nodes(tree, roles):
        yield from _of_node(node, kind, above)
        if kind in HEADINGS:
            levels.append(HEADINGS[kind])
        if "/ID" in node:
            identifiers.add(bytes(node.ID))
        for attributes in _listed(node.get("/A")):
            asked |= {bytes(head) for head in _listed(attributes.get("/Headers"))}
    if levels and levels[0] != 1:
        yield "Its first heading is not of level 1 (ISO 14289-1, 7.4.2)."
    if any(after > before + 1 for before, after in zip(levels, levels[1:], strict=False)):
        yield "A heading skips a level (ISO 14289-1, 7.4.2)."
    if asked - identifiers:
        yield "A cell names a head that is not there (ISO 14289-1, 7.5)."


def _of_node(node, kind, above):
    if kind not in STANDARD:
        yield f"The tag {kind} has no role (ISO 14289-1, 7.1)."
    if above not in PARENTS.get(kind, {above}):
        yield f"The tag {kind} stands in {above} (ISO 14289-1, 7.5 and 7.6)."
    if kind == "Figure" and not (str(node.get("/Alt", "")) or str(node.get("/ActualText", ""))):
        yield "A picture has no words (ISO 14289-1, 7.3)."
    if kind == "Formula" and not str(node.get("/Alt", "")):
        yield "A formula has no words (ISO 14289-1, 7.7)."
    if kind == "Note" and "/ID" not in node:
        yield "A note has no name (ISO 14289-1, 7.9)."


def _table_heads(pdf):
    """A cell is told its heads by name, or each head says whether it heads a row or a column."""
    tree = pdf.Root.get("/StructTreeRoot")
    tables = {}
    for node, kind, _, table in _nodes_with_table(tree) if tree is not None else ():
        if table is not None and kind in ("TH", "TD"):
            tables.setdefault(table, []).append((kind, _attributes(node)))
    for cells in tables.values():
        heads = [attributes for kind, attributes in cells if kind == "TH"]
        if not heads:
            yield "A table has no heads (ISO 14289-1, 7.5)."
        elif not all("/Scope" in head for head in heads) and not all(
            len(attributes.get("/Headers", ())) for kind, attributes in cells if kind == "TD"
        ):
            yield "A cell of a table is not told what heads it (ISO 14289-1, 7.5)."


def _attributes(node):
    found = {}
    for part in _listed(node.get("/A")):
        found |= dict(part)
    return found


def _nodes_with_table(tree):
    """Every structure element with the table it stands in, None outside tables."""
    waiting = [(node, "StructTreeRoot", None) for node in _children(tree)]
    while waiting:
        node, above, table = waiting.pop()
        kind = str(node.S)[1:]
        inside = node.objgen if kind == "Table" else table
        yield node, kind, above, inside
        waiting += [(child, kind, inside) for child in _children(node)]


def _nodes(tree, roles):
    """Every structure element in reading order: (element, its standard type, that of its parent)."""
    waiting = [(node, "StructTreeRoot") for node in reversed(_children(tree))]
    while waiting:
        node, above = waiting.pop()
        kind = str(node.S)[1:]
        kind = kind if kind in STANDARD else roles.get(kind, kind)
        yield node, kind, above
        waiting += [(child, kind) for child in reversed(_children(node))]


def _children(node):
    return [
        child
        for child in _listed(node.get("/K"))
        if isinstance(child, pikepdf.Dictionary) and "/S" in child
    ]


def _listed(value):
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


# The pages


def _content(pdf):
    """Everything painted is content with a tag, or an artifact; no letter is painted unseen."""
    for number, page in enumerate(pdf.pages, start=1):
        marked, depth, loose, unseen, boxes = [], 0, False, False, False
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                marked.append(_is_accounted_for(instruction.operands))
                depth += marked[-1]
            elif operator == "EMC":
                depth -= marked.pop()
            elif operator == "Tr":
                unseen |= int(instruction.operands[0]) == NOT_SHOWN
            if operator in PAINTS and not depth:
                loose = True
            if operator in ("Tj", "TJ"):
                boxes |= _has_box(instruction.operands[0])
        if loose:
            yield f"Page {number} shows something without a tag (ISO 14289-1, 7.1)."
        if boxes:
            yield f"Page {number} has a sign that its font lacks (ISO 14289-1, 7.21.8)."
        if unseen:
            yield f"Page {number} holds letters that cannot be seen (ISO 14289-1, 7.1)."


def _has_box(shown):
    """True if glyph 0 is shown; papers write each glyph in two bytes."""
    strings = [bytes(part) for part in _listed(shown) if isinstance(part, pikepdf.String)]
    return any(
        string[place : place + 2] == b"\0\0"
        for string in strings
        for place in range(0, len(string), 2)
    )


def _is_accounted_for(operands):
    if operands[0] == Name.Artifact:
        return True
    return len(operands) > 1 and (
        not isinstance(operands[1], pikepdf.Dictionary) or "/MCID" in operands[1]
    )


def _annotations(pdf):
    for number, page in enumerate(pdf.pages, start=1):
        found = [a for a in page.get("/Annots", []) if a.Subtype != Name.Popup]
        if found and page.get("/Tabs") != Name.S:
            yield f"Links of page {number} are not followed in reading order (ISO 14289-1, 7.18.3)."
        for annotation in found:
            if not str(annotation.get("/Contents", "")):
                yield f"A link of page {number} has no words (ISO 14289-1, 7.18.5)."
            if "/StructParent" not in annotation:
                yield f"A link of page {number} is not in the structure (ISO 14289-1, 7.18.1)."


def _fonts(pdf):
    seen = set()
    for page in pdf.pages:
        waiting = [page.get("/Resources", {})]
        while waiting:
            resources = waiting.pop()
            for font in dict(resources.get("/Font", {})).values():
                if font.objgen not in seen:
                    seen.add(font.objgen)
                    yield from _of_font(font)
            for inner in dict(resources.get("/XObject", {})).values():
                if inner.objgen not in seen:
                    seen.add(inner.objgen)
                    waiting.append(inner.get("/Resources", {}))


def _of_font(font):
    name = str(font.get("/BaseFont", "/a font"))[1:]
    described = _listed(font.get("/DescendantFonts")) or [font]
    about = described[0].get("/FontDescriptor", {})
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(about.keys()):
        yield f"The font {name} is not embedded (ISO 14289-1, 7.21.4.1)."
    if "/ToUnicode" not in font:
        yield f"The font {name} does not say which letters it shows (ISO 14289-1, 7.21.7)."


CHECKS = (
    _catalogue,
    _metadata,
    _navigation,
    _dangers,
    _structure,
    _table_heads,
    _content,
    _annotations,
    _fonts,
)
