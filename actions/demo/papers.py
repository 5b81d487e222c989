"""The evidence files of the demonstration, made from their words: the same words, the same bytes."""

import csv
import datetime
import io
import textwrap
import zipfile

from docx import Document
from PIL import Image, ImageDraw, ImageFont

_MADE = datetime.datetime(2020, 1, 1)  # noqa: DTZ001 - what office files carry has no zone
_PAGE = 48  # lines of a PDF page


def made(paper, fill):
    """The bytes of a paper; `fill` puts the dates into its words."""
    return _MAKERS[paper["kind"]](paper, fill)


def _pdf(paper, fill):
    blank = ("F1 11", "")
    lines = [("F2 16", fill(paper["title"])), blank]
    for line in map(fill, paper["lines"]):
        is_heading, is_point = line.startswith("# "), line.startswith("- ")
        if not is_point and lines[-1] != blank and lines[-1][0] != "F2 12":
            lines.append(blank)
        indent = "   " if is_point else ""
        wrapped = textwrap.wrap(line.removeprefix("# "), 90, subsequent_indent=indent)
        lines += [("F2 12" if is_heading else "F1 11", part) for part in wrapped]
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        drawn = "".join(f"/{font} Tf ({_escaped(text)}) Tj T*\n" for font, text in page)
        stream = f"BT 15 TL 62 780 Td\n{drawn}ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(_bytes(stream))} >>\nstream\n{stream}\nendstream")
    return _pdf_file(objects)


def _pdf_file(objects):
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += _bytes(f"{number} 0 obj\n{body}\nendobj\n")
    start = len(out)
    out += _bytes(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n")
    out += _bytes("".join(f"{place:010} 00000 n \n" for place in places))
    out += _bytes(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    return bytes(out)


def _escaped(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _bytes(text):
    return text.encode("cp1252")


def _docx(paper, fill):
    document = Document()
    properties = document.core_properties
    properties.author, properties.comments = (
        "Wrenshire County Council",
        "Invented, for a demonstration",
    )
    properties.title, properties.language = fill(paper["title"]), "en-GB"
    properties.created = properties.modified = _MADE
    document.add_heading(fill(paper["title"]), 0)
    for line in map(fill, paper["lines"]):
        if line.startswith("# "):
            document.add_heading(line[2:], 1)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    saved = io.BytesIO()
    document.save(saved)
    return _without_clock(saved)


def _without_clock(saved):
    """The same archive with one date on every part, so that its bytes do not depend on the hour."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(
                zipfile.ZipInfo(part, (2020, 1, 1, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _csv(paper, fill):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([paper["head"], *paper["rows"]])
    return out.getvalue().encode("utf-8-sig")


def _png(paper, fill):
    rows, width = paper["rows"], 720
    picture = Image.new("RGB", (width, 90 + 48 * len(rows)), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(20)
    pen.text((24, 24), fill(paper["title"]), "black", ImageFont.load_default(26))
    most = max(row[-1] for row in rows)
    for number, (name, count) in enumerate(rows):
        top = 76 + 48 * number
        pen.text((24, top + 4), name, "black", font)
        pen.rectangle([190, top, 190 + 440 * count // most, top + 32], fill="#1d4f76")
        pen.text((200 + 440 * count // most, top + 4), str(count), "black", font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


_MAKERS = {"pdf": _pdf, "docx": _docx, "csv": _csv, "png": _png}
