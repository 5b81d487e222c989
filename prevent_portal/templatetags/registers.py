"""How the pages of a register write its addresses and its cells."""

from django import template
from django.template.loader import render_to_string

from ..registers import article

register = template.Library()

_PAGES = {"export": "export_{}", "add": "add_{}", "change": "change_{}", "close": "close_{}"}


@register.simple_tag
def register_url(of, page, record=None):
    """The address of one of a register's pages: export, add, change, close or reopen."""
    name = _PAGES.get(page, "reopen_{}").format(of.name)
    return of.url(name, *([record.pk] if record else []))


@register.simple_tag
def querystring_for(request, form):
    """What the address of a list asks for, for its download in a form."""
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = form
    return query.urlencode()


@register.inclusion_tag("registers/cell.html", takes_context=True)
def cell_value(context, cell, most=0):
    """Draw what a cell holds, long words cut to `most` characters where that is given."""
    return {"cell": cell, "most": most, "today": context["today"]}


@register.simple_tag(takes_context=True)
def register_part(context, part):
    """Draw a part of a record's page that its app adds: a Panel of template and context."""
    return render_to_string(
        part.template, context.flatten() | part.context, request=context["request"]
    )


@register.filter
def with_article(noun):
    """A noun with its article."""
    return article(noun)
