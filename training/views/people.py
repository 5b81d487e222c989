"""People of an agency: who they are, which posts they held, what they completed, how they stand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal import files
from prevent_portal.access import Verb, requires
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.models import Person
from prevent_portal.versions import ChangedMeanwhile, version_of

from ..forms.people import (
    AddPersonForm,
    CompletionForm,
    LastDayForm,
    PeopleFilter,
    PersonForm,
    PostFields,
    ReasonForm,
)
from ..models import Completion
from ..personal import about, told, with_posts
from ..services import people

PEOPLE_A_PAGE = 25
_FORM = ["GET", "HEAD", "POST"]


@requires("training.view_person")
@require_safe
def person_list(request):
    """People whom one may see, a page at a time."""
    on = timezone.localdate()
    filters = PeopleFilter(request.GET, user=request.user, on=on)
    rows = filters.narrowed(Person.objects.visible_to(request.user))
    page = Paginator(rows.select_related("agency"), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    page.rows = with_posts(page.object_list, on=on)
    return render(request, "training/person_list.html", {"page": page, "filters": filters})


@requires("training.view_person", Person)
@require_safe
def person_detail(request, person):
    """Somebody's posts and completions, and how they stand under each rule."""
    on = timezone.localdate()
    return render(
        request, "training/person_detail.html", {"person": person, **about(person, on=on)}
    )


@requires("training.change_person")
@require_http_methods(_FORM)
def add_person(request):
    """A form for somebody whom no extract names."""
    form = AddPersonForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refusals_on(form):
            return _page_of(people.add_person(by=request.user, **form.values))
    page = {"title": "Add a person", "back_url": reverse("training:person_list")}
    return render(request, "form_page.html", {"form": form} | page)


@requires("training.change_person", Person)
@require_http_methods(_FORM)
def change_person(request, person):
    """A form for who somebody is."""
    form = PersonForm(request.POST or None, instance=person, version=version_of(person))
    if form.is_valid() and _is_changed(form, person, request.user):
        return _page_of(person)
    return _form_page(request, form, person, "Change who they are", template="registers/form.html")


@requires("training.change_person", Person)
@require_http_methods(_FORM)
def start_post(request, person):
    """A form for a new post; who holds one moves."""
    form = PostFields(request.POST or None, user=request.user, person=person)
    if form.is_valid():
        with refusals_on(form):
            people.start_post(person, by=request.user, **form.cleaned_data)
            return _page_of(person)
    return _form_page(request, form, person, "Add a post")


@requires("training.change_person", Person)
@require_http_methods(_FORM)
def end_post(request, person):
    """A form for the last day in a post."""
    form = LastDayForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            people.end_post(person, by=request.user, **form.cleaned_data)
            return _page_of(person)
    return _form_page(request, form, person, "End the post")


@requires("training.change_person", Person)
@require_http_methods(_FORM)
def add_completion(request, person):
    """A form for a completion."""
    form = CompletionForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        with refusals_on(form):
            added = people.add_completion(person, by=request.user, **form.cleaned_data)
            for sentence in told(added):
                messages.warning(request, sentence)
            return _page_of(person)
    return _form_page(request, form, person, "Add a completion")


@requires("training.change_person", Completion)
@require_POST
def verify_completion(request, completion):
    """Lets somebody's own statement count."""
    people.verify_completion(completion, by=request.user)
    messages.success(request, "It is verified, and counts.")
    return _page_of(completion.person)


@requires("training.change_person", Completion)
@require_http_methods(_FORM)
def withdraw_completion(request, completion):
    """Asks why, and takes a completion back."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            people.withdraw_completion(completion, by=request.user, **form.cleaned_data)
            return _page_of(completion.person)
    page = {"button": "Withdraw", "is_warning": True, "intro": str(completion.course)}
    return _form_page(request, form, completion.person, "Withdraw a completion", **page)


@requires("training.view_person", Completion)
@require_safe
def certificate(request, completion):
    """The file that was shown for a completion."""
    request.passage.verb = Verb.EXPORTED
    if completion.file is None:
        raise Refused(None, "No certificate was kept with this completion.")
    return files.send(completion.file, thing=completion.person)


def _is_changed(form, person, by):
    """True once what the form says is saved; else the form says what stood against it."""
    with refusals_on(form):
        try:
            people.change_person(person, by=by, **form.values)
        except ChangedMeanwhile as meanwhile:
            form.take_in(meanwhile.changes, version_of(meanwhile.thing))
            raise
    return form.is_valid()


def _page_of(person):
    return redirect("training:person_detail", person.pk)


def _form_page(request, form, person, title, *, template="form_page.html", **page):
    page |= {"title": title, "caption": person.name, "form": form}
    page["back_url"] = reverse("training:person_detail", args=[person.pk])
    return render(request, template, page)
