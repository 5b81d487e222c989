"""What a case holds about anybody, item by item: for requests of the person, and to note corrections beside.

An item goes by a key that says where it stands (`referral.3.concerns`). Its words are opened when somebody
looks, for who may open the case.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.template.loader import render_to_string
from django.utils import timezone

from prevent_portal.sealed import SealedBytes, SealedDate, SealedText

#: Kinds of record that are about how the case is run, or repeat what is said elsewhere.
LEFT_OUT = {"Release", "Rectification", "RightsRequest", "Draft", "BreakGlass"}
#: Items that name somebody other than the person, as far as their field tells.
OTHERS = {
    "referrer_name", "referrer_role", "referrer_organisation", "referrer_relationship",
    "referrer_contact", "prevent_lead", "noticed_by", "family", "parent_contact", "decider", "told",
    "receipt_from", "contact",
}  # fmt: skip
#: What a person would look for first; what the portal wrote down by itself comes last.
_FIRST, _LAST = ("Subject", "Referral"), ("CaseEvent",)
HEADINGS = {"Subject": "The person", "CaseEvent": "What has happened", "Minute": "The panel"}
_BLACK = "█" * 6
_APOSTROPHES = "'’‘ʼ"  # noqa: RUF001 - as people type them


@dataclass(frozen=True)
class Item:
    """One field that holds words: its key, under what heading it stands, and what it says."""

    key: str
    heading: str
    label: str
    words: str
    on: date | None
    names_others: bool


def items_of(case):
    """Everything sealed that a case holds and that is not empty, kind by kind, oldest first."""
    models = sorted(_models(), key=lambda model: _place(model.__name__))
    return [item for model in models for item in _of_model(case, model)]


def _place(name):
    if name in _FIRST:
        return _FIRST.index(name)
    return len(_FIRST) + (name in _LAST)


def _models():
    for model in apps.get_app_config("channel").get_models():
        is_history = "history_id" in {field.name for field in model._meta.fields}
        is_of_case = "case" in {field.name for field in model._meta.fields}
        if is_of_case and not is_history and model.__name__ not in LEFT_OUT and _sealed(model):
            yield model


def _sealed(model):
    kinds = (SealedText, SealedDate, SealedBytes)
    return [field for field in model._meta.fields if isinstance(field, kinds)]


def _of_model(case, model):
    rows = model.objects.filter(case=case.pk).order_by("pk")
    if model.__name__ == "InformationAnswer":
        rows = rows.select_related("request")
    for row in rows:
        row.case = case
        if model.__name__ == "InformationAnswer":
            row.request.case = case
        for field in _sealed(model):
            if words := _words(row, field):
                yield Item(
                    key=f"{model._meta.model_name}.{row.pk}.{field.name}",
                    heading=HEADINGS.get(model.__name__)
                    or str(model._meta.verbose_name).capitalize(),
                    label=str(field.verbose_name).capitalize(),
                    words=words,
                    on=getattr(row, "on", None) or getattr(row, "from_on", None),
                    names_others=field.name in OTHERS,
                )


def _words(row, field):
    if isinstance(field, SealedBytes):
        return ""  # a file is handed over apart; its name is an item of its own
    value = getattr(row, field.name)
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else (value or "").strip()


def beside(case):
    """The corrections noted on a case, by the key of what they stand beside; asked for once."""
    if "_beside" not in case.__dict__:
        found = {}
        for each in case.rectifications.all():
            found.setdefault(each.item, []).append(each)
        case._beside = found
    return case._beside


def blacked_out(words, names):
    """Words with each of some names blacked out, whatever its capitals, spaces and apostrophes."""
    for name in sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True):
        said = r"\s+".join(_any_apostrophe(word) for word in name.split())
        words = re.sub(rf"(?<!\w){said}(?!\w)", _BLACK, words, flags=re.IGNORECASE)
    return words


def _any_apostrophe(word):
    return re.sub(f"[{_APOSTROPHES}]", f"[{_APOSTROPHES}]", re.escape(word))


def paper(request, items, blacked, *, withheld, at):
    """The bytes of a marked PDF with the items, blacked out; made in memory, kept nowhere."""
    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    names = blacked.splitlines()
    noted = beside(request.case)
    context = {
        "request": request,
        "items": [
            (
                item,
                blacked_out(item.words, names),
                [(each, blacked_out(each.words, names)) for each in noted.get(item.key, ())],
            )
            for item in items
        ],
        "withheld": withheld,
        "at": at,
        "made_at": timezone.localtime(at).isoformat(timespec="seconds"),
    }
    words = render_to_string("channel/pdf/release.html", context)
    return papers.to_pdf(words, style="channel/pdf/paper.css")
