"""What the pages show on which a person says what an imported file means."""

from django.core.paginator import Paginator
from django.http import Http404

from .forms.mapping import ColumnsForm
from .placing import answered, places
from .preview import outline_of
from .reading.mapping import ROLES, Mapping, mapping_for, read_by
from .services.mapping import document_of

#: Questions, texts or layouts to a page.
PAGE = 25


def columns_page(proposal, data):
    """The question what is in each column, and what the answer, or else the proposal, makes."""
    document = document_of(proposal)
    mapping = Mapping.from_json(proposal.mapping) if proposal.mapping else mapping_for(document)
    form = ColumnsForm(data, document=document, mapping=mapping)
    page = {"form": form, "proposal": proposal, "is_known": not proposal.mapping}
    if form.is_bound:
        mapping = form.answer if form.is_valid() else None
    if mapping is None:
        return page | {"made": None}
    reading = read_by(document, mapping, name=proposal.file.name)
    return page | {"made": outline_of(reading.as_json(), {}), "asks": len(reading.questions)}


def pairs_page(proposal, data):
    """The questions what goes with what: those of one page, each with its number."""
    asked = list(enumerate(proposal.reading.get("questions", [])))
    page = Paginator(asked, PAGE).get_page(data.get("page"))
    read = proposal.as_read or proposal.reading
    words = {place: text for place, depth, text in places(read) if depth == 3}
    return {"asked": page.object_list, "words": words, "page": page, "proposal": proposal}


def text_of_import(proposal, number):
    """A text of an import that found no place, with what was answered; 404 if there is none."""
    read = proposal.as_read or proposal.reading
    unplaced = answered(read, {"questions": proposal.answers.get("questions", {})})["unplaced"]
    text = next((each for each in unplaced if each["n"] == number), None)
    if text is None:
        raise Http404
    said = proposal.answers.get("texts", {}).get(str(number))
    return text | {"answer": {"as_": said["as"], "under": said["under"]} if said else {}}


def layouts_page(rows, data, *, user):
    """Saved layouts, each with what its columns mean."""
    rows = rows.select_related("agency", "by").order_by("retired_because", "name", "pk")
    page = Paginator(rows, PAGE).get_page(data.get("page"))
    may_keep = user.has_perm("actions.keep_layout")
    for layout in page.object_list:
        is_own = may_keep and layout.permits(user, "actions.keep_layout")
        layout.may_retire = is_own and not layout.retired_because
        layout.columns = [
            (heading, ROLES[role])
            for shape in layout.shapes
            for heading, role in zip(shape["headings"], shape["roles"], strict=True)
            if role and heading
        ]
    return {"page": page}
