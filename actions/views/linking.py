"""Linking a record to actions and evidence: search, tick, save. Any record with such links may use it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import Refused, refusals_on

from ..forms.linking import NewActionForm, PickForm, SearchForm
from ..services import linking

_TITLES = {"actions": "Link actions", "evidence": "Link evidence"}


def linking_pages(model, address, *, fields, permission, may_answer=True):
    """The addresses at which a model's records are linked, and answered with a new action."""
    name = model._meta.model_name
    pages = [
        path(
            f"{address}/<int:pk>/{field}/",
            _link(model, field, permission),
            name=f"link_{name}_{field}",
        )
        for field in fields
    ]
    if may_answer:
        pages.append(
            path(
                f"{address}/<int:pk>/new-action/",
                _answer(model, permission),
                name=f"answer_{name}",
            )
        )
    return pages


def _link(model, field, permission):
    @requires(permission, model)
    @require_http_methods(["GET", "HEAD", "POST"])
    def link_record(request, record):
        """What is linked and what a search finds, each with a tick box."""
        _refuse_closed(record)
        search = SearchForm(request.GET)
        search.full_clean()
        words = search.cleaned_data.get("q", "")
        form = PickForm(
            request.POST if request.method == "POST" else None,
            record=record,
            field=field,
            user=request.user,
            words=words,
        )
        if form.is_valid():
            with refusals_on(form):
                new, gone = linking.link(record, field, by=request.user, **form.cleaned_data)
                messages.success(request, f"Saved: {new} linked, {gone} no longer linked.")
                return redirect(record)
        page = {"form": form, "search": search, "words": words, "title": _TITLES[field]}
        page |= {"caption": str(record), "back_url": record.get_absolute_url()}
        return render(request, "actions/link_records.html", page)

    return link_record


def _answer(model, permission):
    @requires(permission, model)
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer_record(request, record):
        """Promise a new action and link it in one step."""
        _refuse_closed(record)
        form = NewActionForm(
            request.POST if request.method == "POST" else None,
            user=request.user,
            initial={"text": getattr(record, "next_step", "")},
        )
        if form.is_valid():
            with refusals_on(form):
                linking.answer_with_action(record, by=request.user, **form.cleaned_data)
                messages.success(request, "The action is in its plan, and linked here.")
                return redirect(record)
        page = {"form": form, "title": "Make a new action", "caption": str(record)}
        page |= {"button": "Add the action", "back_url": record.get_absolute_url()}
        return render(request, "form_page.html", page)

    return answer_record


def _refuse_closed(record):
    if not record.is_open:
        raise Refused(record, linking.CLOSED)
