"""How many have been trained, on any day, and who they are."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.columns import as_download
from prevent_portal.export import FORMS, send_list

from ..behind import COLUMNS, MORE_COLUMNS, columns_for
from ..overview import CoursesBeside, Names, RulesBeside, Standing, Trend
from ..registers.front import below

PEOPLE_A_PAGE = 25


@requires("training.view_position")
@require_safe
def position(request):
    """The position as at a day: of everybody, and by group; as a page, a CSV or an Excel file."""
    found = _asked(Standing, request)
    if request.GET.get("format") in FORMS and found.whole:
        return _download(request, found, name="training-position")
    context = {"standing": found, "filters": found.filters}
    context["parts"] = below(request.user, timezone.localdate())
    return render(request, "training/position.html", context)


@requires("training.view_position")
@require_safe
def position_by_rule(request):
    """Every rule that is in force on a day, side by side."""
    found = _asked(RulesBeside, request)
    if request.GET.get("format") in FORMS:
        return _download(request, found, name="training-by-rule")
    return render(
        request, "training/position_by_rule.html", {"shown": found, "filters": found.filters}
    )


@requires("training.view_position")
@require_safe
def position_by_course(request):
    """Who in post on a day took each course, ever and lately."""
    found = _asked(CoursesBeside, request)
    if request.GET.get("format") in FORMS:
        return _download(request, found, name="training-by-course")
    return render(
        request, "training/position_by_course.html", {"shown": found, "filters": found.filters}
    )


@requires("training.view_position")
@require_safe
def position_trend(request):
    """The position at the end of each of some months: a line, a table, a file."""
    found = _asked(Trend, request)
    if request.GET.get("format") in FORMS:
        return _download(request, found, name="training-trend")
    return render(
        request, "training/position_trend.html", {"shown": found, "filters": found.filters}
    )


@requires("training.view_person")
@require_safe
def position_people(request):
    """The people behind one figure of the position."""
    found = _asked(Names, request)
    if not found.is_named:
        raise PermissionDenied
    if download := as_download(
        request, found.rows, (*COLUMNS, *MORE_COLUMNS), name="training-people"
    ):
        return download
    page = Paginator(found.rows, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    columns = columns_for(found.agency)
    context = {
        "shown": found,
        "filters": found.filters,
        "page": page,
        "columns": columns,
        "cells": [[column.cell(row) for column in columns] for row in page.object_list],
    }
    return render(request, "training/position_people.html", context)


def _asked(shown, request):
    return shown(request.GET, user=request.user, today=timezone.localdate())


def _download(request, found, *, name):
    request.passage.verb = Verb.EXPORTED
    return send_list(
        found.plain_rows,
        form=request.GET["format"],
        name=f"{name}-{found.on.isoformat()}",
        head=[column.head for column in found.columns()],
        by=request.user,
    )
