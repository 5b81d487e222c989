"""Each kind for each of its audiences, made from the demonstration as PDF and Word, as a command makes it."""

import re
import tomllib
from io import BytesIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from actions.models import Plan, PublicEdition
from prevent_portal.acting import acting_for
from prevent_portal.models import User

from .places import SEEDS

pytestmark = [pytest.mark.django_db, pytest.mark.soak]

#: How a case is called, whichever it is.
REFERENCE = re.compile(r"\bC\d\d-[0-9A-Z]{6}\b")
KINDS = tomllib.loads(SEEDS.read_text("utf-8"))["kind"]


@pytest.fixture(scope="module")
def demonstration(once):
    """The invented county, with one agency's plan as the whole partnership's."""
    call_command("load_demo", force=True)
    with acting_for(None):
        plan = Plan.objects.filter(kind=Plan.Kind.SPOC).order_by("-pk").first()
        plan.kind = Plan.Kind.PARTNERSHIP
        plan.save()
    return {"partnership": plan, "internal": Plan.objects.get(kind=Plan.Kind.INTERNAL)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_a_kind_is_produced_for_each_audience_as_pdf_and_word(demonstration, kind, tmp_path):
    on = str(timezone.localdate())
    plan = next((p for k, p in demonstration.items() if k in kind.get("plan_kinds", ())), None)
    if kind.get("plan_kinds") and plan is None:
        plan = Plan.objects.filter(kind__in=kind["plan_kinds"]).order_by("pk").first()
    names = set(User.objects.values_list("name", flat=True))
    assert names
    for audience in kind["audiences"]:
        for ending in ("pdf", "docx"):
            path = tmp_path / f"{audience}.{ending}"
            about = {"plan": str(plan.pk)} if plan else {}
            call_command(
                "produce_report", kind["name"], on=on, audience=audience, output=str(path), **about
            )
            text = _text_of(path)
            assert kind["title"] in text
            for section in kind["section"]:
                assert section["title"] in text or section["key"] == "strategy", section["title"]
            assert [name for name in names if name in text] == []
            assert REFERENCE.findall(text) == []
        if audience == "public":
            assert not PublicEdition.objects.published().exists() or "edition" in text


def _text_of(path):
    content = BytesIO(path.read_bytes())
    if path.suffix == ".docx":
        document = Document(content)
        parts = [each.text for each in document.element.body.iter() if each.text]
        return " ".join(" ".join(parts).split())
    pages = [page.extract_text() for page in PdfReader(content).pages]
    return " ".join(" ".join(pages).split())
