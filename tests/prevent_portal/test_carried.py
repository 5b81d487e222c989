"""What files carry along unseen comes off before they are kept; what they show stays as it was."""

import io
import struct
import zipfile

import pikepdf
import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image, ImageOps, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from prevent_portal.carried import Cleaned, Damaged, cleaned
from prevent_portal.errors import Refused
from prevent_portal.files import keep

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def drawn():
    """A picture whose corners differ, so that one that is turned wrongly shows."""
    picture = Image.new("RGB", (32, 16), "white")
    picture.paste("red", (0, 0, 8, 8))
    return picture


def exif(turned, *, place=True):
    data = Image.Exif()
    if turned != 1:
        data[ORIENTATION] = turned
    data[MAKER] = "Perpetua's telephone"
    if place:
        data.get_ifd(GPS).update({1: "N", 2: (IFDRational(52), IFDRational(37), IFDRational(0))})
    return data


def photo(kind, turned):
    out = io.BytesIO()
    if kind == "jpg":
        about = {
            "comment": b"Perpetua's house",
            "xmp": b"<x>Perpetua</x>",
            "icc_profile": b"profile",
        }
        drawn().save(out, "JPEG", exif=exif(turned), dpi=(72, 72), **about)
    else:
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "Perpetua")
        words.add_itxt("XML:com.adobe.xmp", "<x>Perpetua</x>")
        drawn().save(out, "PNG", exif=exif(turned), pnginfo=words, dpi=(72, 72))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["jpg", "png"])
@pytest.mark.parametrize("turned", [1, 6])
def test_a_photograph_loses_where_and_by_what_it_was_taken_and_stays_the_right_way_up(kind, turned):
    raw = photo(kind, turned)
    assert b"Perpetua" in raw

    found = cleaned(io.BytesIO(raw), kind)

    left = found.content.getvalue()
    assert b"Perpetua" not in left
    assert found.words == (
        "Taken off: place it was taken, details of the camera, description."
        if kind == "jpg"
        else "Taken off: description, place it was taken, details of the camera."
    )
    before, after = Image.open(io.BytesIO(raw)), Image.open(io.BytesIO(left))
    assert before.tobytes() == after.tobytes()  # not drawn anew
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(left)))
    assert upright.size == ((32, 16) if turned == 1 else (16, 32))
    assert set(after.getexif()) == ({ORIENTATION} if turned != 1 else set())
    assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert cleaned(io.BytesIO(left), kind) == Cleaned()  # nothing is left to take off


def test_what_hangs_behind_a_photograph_goes():
    raw = photo("jpg", 1) + b"a film of Perpetua"

    assert b"Perpetua" not in cleaned(io.BytesIO(raw), "jpg").content.getvalue()


@pytest.mark.parametrize("size", [3, 30, 200])
def test_a_photograph_that_ends_too_soon_is_refused_in_a_sentence(size):
    raw = photo("jpg", 6)[:size]

    with pytest.raises(Damaged):
        cleaned(io.BytesIO(raw), "jpg")


def test_a_damaged_photograph_is_not_kept():
    raw = photo("png", 6)
    broken = raw[:8] + struct.pack(">I", 2**31) + raw[12:]

    with pytest.raises(Refused):
        keep(io.BytesIO(broken), name="photo.png")


def letter(**parts):
    """A Word file with a name in each of its properties, a picture, and more parts."""
    document = Document()
    document.add_paragraph("The words of the letter.")
    document.add_picture(io.BytesIO(photo("jpg", 6)))
    about = document.core_properties
    about.author = about.last_modified_by = "Perpetua Quoin"
    about.title = ""
    about.comments = ""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), words)
    return out


def parts(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_loses_its_people_and_keeps_its_words_bit_by_bit():
    given = letter(
        docProps__custom_xml='<Properties><property name="Who">Perpetua</property></Properties>',
        word__comments_xml="<w:comments>Perpetua says</w:comments>",
    )

    found = cleaned(given, "docx")

    raw = found.content.getvalue()
    before, after = parts(given.getvalue()), parts(raw)
    assert found.taken_off == (
        "author",
        "last changed by",
        "other properties",
        "place it was taken (of a picture)",
        "details of the camera (of a picture)",
        "description (of a picture)",
    )
    assert found.words.endswith("Still in it: comments.")
    changed = {name for name in before if before[name] != after[name]}
    pictures = {"word/media/image1.jpg", "docProps/thumbnail.jpeg"}
    assert changed == {"docProps/core.xml", "docProps/custom.xml", *pictures}
    assert [n for n, words in after.items() if b"Perpetua" in words] == ["word/comments.xml"]
    opened = Document(io.BytesIO(raw))
    assert opened.core_properties.author == ""
    assert opened.paragraphs[0].text == "The words of the letter."


def test_tracked_changes_stay_and_are_said():
    document = Document()
    run = document.add_paragraph("Struck out").runs[0]._r
    struck = run.makeelement(
        f"{{{run.nsmap['w']}}}del", {f"{{{run.nsmap['w']}}}author": "Perpetua"}
    )
    run.addprevious(struck)
    struck.append(run)
    out = io.BytesIO()
    document.save(out)

    assert cleaned(out, "docx").still_in == ("tracked changes",)


def test_a_workbook_loses_its_people_company_and_manager():
    book = Workbook()
    book.active["A1"] = "kept"
    book.properties.creator = book.properties.lastModifiedBy = "Perpetua"
    out = io.BytesIO()
    book.save(out)
    files = parts(out.getvalue())
    files["docProps/app.xml"] = (
        b'<Properties xmlns="x"><Application>Excel</Application><Company>Quoin plc</Company>'
        b"<Manager>Perpetua</Manager></Properties>"
    )
    given = io.BytesIO()
    with zipfile.ZipFile(given, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name, words)

    found = cleaned(given, "xlsx")

    assert found.taken_off == ("author", "last changed by", "company", "manager")
    assert load_workbook(found.content).active["A1"].value == "kept"
    assert not [w for w in parts(found.content.getvalue()).values() if b"Perpetua" in w]


def test_properties_that_stand_elsewhere_are_found_by_what_the_package_says():
    given = io.BytesIO()
    with zipfile.ZipFile(given, "w") as archive:
        kind = "http://x/relationships/metadata/core-properties"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Type="{kind}" Target="/package/a.psmdcp"/></Relationships>',
        )
        archive.writestr("package/a.psmdcp", "<core><creator>Perpetua</creator></core>")

    assert cleaned(given, "docx").taken_off == ("other properties", "author")


def test_a_pdf_loses_its_properties():
    found = cleaned(io.BytesIO(pdf()), "pdf")

    assert found.words == "Taken off: other properties."
    left = found.content.getvalue()
    assert b"Perpetua" not in left
    assert len(pikepdf.open(io.BytesIO(left)).pages) == 1
    assert cleaned(io.BytesIO(left), "pdf") == Cleaned()


def test_what_has_no_properties_or_cannot_be_taken_apart_safely_stays_as_it_came():
    damaged, locked = b"%PDF-1.7 /Author (Perpetua)", pikepdf.Encryption(owner="x")
    for kind in ("csv", "txt"):
        assert cleaned(io.BytesIO(damaged), kind) == Cleaned()
    for raw in (damaged, pdf(signed=True), pdf(encryption=locked)):
        found = cleaned(io.BytesIO(raw), "pdf")
        assert (found.content, found.words) == (
            None,
            "Still in it: what the PDF says of who made it.",
        )


def pdf(*, signed=False, encryption=False):
    """A page whose properties name somebody."""
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = "Perpetua Quoin"
    with made.open_metadata() as about:
        about["dc:creator"] = ["Perpetua Quoin"]
    if signed:
        made.Root.AcroForm = pikepdf.Dictionary(SigFlags=3)
    made.save(out, encryption=encryption)
    return out.getvalue()


def test_a_kept_file_says_what_came_off_it():
    stored = keep(letter(), name="letter.docx")

    stored.refresh_from_db()
    assert stored.carried.startswith("Taken off: author, last changed by,")
    with stored.content.open("rb") as file:
        assert b"Perpetua" not in b"".join(parts(file.read()).values())
