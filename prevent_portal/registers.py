"""Registers: records that are listed, looked at, added, changed and closed in one and the same way.

An app declares its registers in a module or package `registers` and puts `pages(REGISTER)` into its
URL conf. That gives a list with filters, sorting, CSV and Excel, a page of each record, and the forms
to add, change, close and open again. What is special about a register stands in its declaration.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, F, Value
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.views.decorators.http import require_http_methods, require_safe

from . import home, services
from .access import Verb, requires
from .columns import Column
from .errors import Refused, refusals_on
from .export import send_list
from .forms import KeptForm, PortalForm
from .forms.fields import LongTextField
from .forms.registers import RegisterFilter
from .kept import Area
from .versions import ChangedMeanwhile, version_of

#: The groups of the index in the order in which they stand there; any other comes behind them.
GROUPS = [
    "Governance",
    "Who is who",
    "Documents",
    "Risk and assurance",
    "Funding",
    "Engagement",
    "Briefings",
    "Tension and incidents",
    "Training",
    "Channel",
    "Premises",
    "Reports",
    "Scales and toolkits",
]
#: The page above a group's registers, if the group has one of its own: its words, name and permission
#: (None: whoever is signed in).
ABOVE = {
    "Training": ("Training", "training:position", "training.view_position"),
    "Channel": ("Channel", "channel:front", None),
    "Premises": ("Premises", "premises:front", "premises.view_measures"),
    "Reports": ("Reports", "reports:report_list", "reports.view_report"),
}
_INDEX = ("Partnership", "partnership")
#: Records to a page of a list.
PAGE = 25

_declared = {}
_links = []


@dataclass(frozen=True)
class Attention:
    """Which records of a register need somebody: words for a filter and a count, and the rows."""

    words: str
    rows: Callable


@dataclass(frozen=True)
class Measures:
    """The measures that a register's list can be narrowed to: the name and title of each.

    `keys(name, agency, on, is_counted)` gives the records that one counts on a day, or those that it does not.
    """

    choices: tuple
    keys: Callable


@dataclass(frozen=True)
class Step:
    """A link from a record's page to what else can be done with it."""

    words: str
    href: str
    is_first: bool = False


@dataclass(frozen=True)
class Register:
    """One kind of record and how its pages show it.

    `owner` is the way to the person who answers for a record: what needs somebody stands on that
    person's home page, where a record goes by its `words`. `part` says where it stands in a group
    that has parts. `when` names parts of the list by time: (value, words, rows of a day). `lead` and `parts`
    give the panels above and below what a record's page says. Where an `area` holds all that a list is chosen
    and sorted by, which records stand on its pages is kept until it changes.
    """

    model: type
    noun: str
    plural: str
    group: str
    address: str
    intro: str
    columns: tuple[Column, ...]
    form: type[KeptForm]
    part: str = ""
    empty: str = ""
    facts: tuple[Column, ...] = ()
    search: tuple = ()
    filters: tuple = ()
    when: tuple[tuple[str, str, Callable], ...] = ()
    order: tuple = ()
    attention: Attention | None = None
    measures: Measures | None = None
    owner: str = ""
    words: object = "title"
    rows: Callable = lambda rows, on: rows
    lead: Callable = lambda record, user, on: ()
    parts: Callable = lambda record, user, on: ()
    steps: Callable = lambda record, user, on: ()
    area: Area | None = None
    save: Callable = services.keep_record
    close: Callable = services.close_record
    reopen: Callable = services.reopen_record
    closes: str = "Close"
    asks: str = "Why?"
    export: tuple[Column, ...] = ()

    @property
    def name(self):
        """The model's name, of which the names of its pages and permissions are made."""
        return self.model._meta.model_name

    def permission(self, verb):
        """The permission to view, add, change or close a record."""
        return f"{self.model._meta.app_label}.{verb}_{self.name}"

    def url(self, page, *args):
        """The address of one of its pages."""
        return reverse(f"{self.model._meta.app_label}:{page}", args=args)

    def page_of(self, key):
        """The address of the page of one of its records."""
        return self.url(f"{self.name}_detail", key)

    def above(self, user):
        """The page that leads somebody to the register: its words and its address."""
        words, page = ABOVE[self.group][:2] if _has_front(self.group, user) else _INDEX
        return {"words": words, "url": reverse(page)}

    @property
    def list_url(self):
        """Where its list is."""
        return self.url(f"{self.name}_list")

    def shown(self, user, on):
        """The records that somebody may see, with all that a row shows."""
        return self.rows(self.model.objects.visible_to(user), on)

    def attended(self, user, on):
        """The open records that need somebody; none where the register does not say which."""
        rows = self.model.objects.visible_to(user).standing()
        return self.attention.rows(rows, on) if self.attention else rows.none()


def declare(model, **about):
    """Put a register into the catalogue."""
    register = Register(model=model, **about)
    _declared[model] = register
    return register


@dataclass(frozen=True)
class Link:
    """A page that stands among the registers of a group, for whoever holds its permission."""

    group: str
    words: str
    page: str
    permission: str
    part: str = ""
    is_first: bool = False

    @property
    def href(self):
        """Where it leads."""
        return reverse(self.page)


def link(group, words, *, page, permission, part="", is_first=False):
    """Put a page that is no register among the registers of a group, behind or before those of its part."""
    _links.append(Link(group, words, page, permission, part, is_first))


def catalogue():
    """Every register of every app, in the order of the apps and of their declarations."""
    autodiscover_modules("registers")
    places = {name: place for place, name in enumerate(settings.FIRST_PARTY_APPS)}
    return sorted(
        _declared.values(),
        key=lambda each: places[apps.get_app_config(each.model._meta.app_label).name],
    )


def index(user, on):
    """The registers that somebody may see, by group, each with how many records need somebody.

    A group whose own front page they may open stands there, and not here.
    """
    found = [each for each in _seen(user) if not _has_front(each.group, user)]
    counts = _counts([each for each in found if each.attention], user, on)
    groups = {}
    for each in found:
        groups.setdefault(each.group, ([], []))[0].append((each, counts.get(each.name, 0)))
    for each in _links:
        if user.has_perm(each.permission) and not _has_front(each.group, user):
            groups.setdefault(each.group, ([], []))[1].append(each)
    return [(group, *groups[group]) for group in sorted(groups, key=_place)]


def parts(group, names, user, on, *, area=None):
    """What somebody may open of a group, by its parts in the order of their names.

    A part is its name, the links that stand first, its registers, each with how many records need
    somebody, and the other links. A part of which they may open nothing is left out. Where an `area`
    holds all that is counted, the counts are kept until it changes.
    """
    found = [each for each in _seen(user) if each.group == group]
    links = [each for each in _links if each.group == group and user.has_perm(each.permission)]
    attended = [each for each in found if each.attention]
    if area:
        who = f"{user.pk} of {user.agency_id} as {','.join(sorted(user.roles))}"
        words = f"what needs {who} on {on}: {','.join(each.name for each in attended)}"
        counts = dict(area.counted(words, lambda: list(_counts(attended, user, on).items())))
    else:
        counts = _counts(attended, user, on)
    made = [
        (
            name,
            [each for each in links if each.part == name and each.is_first],
            [(each, counts.get(each.name, 0)) for each in found if each.part == name],
            [each for each in links if each.part == name and not each.is_first],
        )
        for name in names
    ]
    return [part for part in made if any(part[1:])]


def _seen(user):
    """The registers that somebody may see."""
    return [each for each in catalogue() if user.has_perm(each.permission("view"))]


def _has_front(group, user):
    """True if the group has a front page of its own that the user may open."""
    if group not in ABOVE:
        return False
    permission = ABOVE[group][2]
    return permission is None or user.has_perm(permission)


def _place(group):
    """Where a group stands on the index; those it does not name keep the order of the catalogue."""
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def _counts(registers, user, on):
    """How many records of each register need somebody, in one query."""
    parts = [
        each.model.objects.filter(pk__in=each.attended(user, on).order_by().values("pk"))
        .order_by()
        .annotate(of_register=Value(each.name, output_field=models.CharField()))
        .values("of_register")
        .annotate(count=Count("pk", distinct=True))
        .values_list("of_register", "count")
        for each in registers
    ]
    return dict(parts[0].union(*parts[1:], all=True)) if parts else {}


def owned(user, on):
    """The records that need the person who answers for them, as kinds of work for the home page."""
    return [
        home.Kind(
            each.model.objects.filter(
                pk__in=each.attended(user, on).order_by().values("pk"), **{each.owner: user}
            ),
            each.page_of,
            each.words,
            each.model._meta.ordering,
            says=f"{each.noun.capitalize()}: {{}}",
            about=Value(each.attention.words.capitalize()),
        )
        for each in catalogue()
        if each.attention and each.owner and user.has_perm(each.permission("view"))
    ]


def pages(register):
    """The addresses of a register: nouns, then a verb for a form."""
    name, address = register.name, register.address
    return [
        path(f"{address}/", _list(register), name=f"{name}_list"),
        path(f"{address}/export/", _export(register), name=f"export_{name}"),
        path(f"{address}/add/", _add(register), name=f"add_{name}"),
        path(f"{address}/<int:pk>/", _detail(register), name=f"{name}_detail"),
        path(f"{address}/<int:pk>/change/", _change(register), name=f"change_{name}"),
        path(f"{address}/<int:pk>/close/", _close(register), name=f"close_{name}"),
        path(f"{address}/<int:pk>/reopen/", _reopen(register), name=f"reopen_{name}"),
    ]


def found(register, data, *, user, on):
    """The records that the address of a list asks for, in its order, and the filter that says so."""
    form = RegisterFilter(data, register=register, user=user, on=on)
    rows = form.narrowed(register.shown(user, form.on))
    return form, rows.order_by(*_order(register, data.get("sort", "")), "pk")


def listed(register, data, *, user, on):
    """The filter of a list, and the page of it that its address asks for, with what stands in each cell."""
    form, rows = found(register, data, user=user, on=on)
    page = paged(register, form, rows, data.get("page"), user=user)
    page.rows = [(record, [column.cell(record) for column in register.columns]) for record in page]
    return form, page


def _how_many(rows):
    return [rows.order_by().count()]


def paged(register, form, rows, number, *, user, size=PAGE, count=_how_many, words=""):
    """A page of the records that a list asks for.

    Of a register with an area how many there are is kept, and which of them stand on the first page. `count` gives
    how many, and whatever else a page counts (`page.counted`); `words` say what that depends on besides the records.
    """
    paginator, first, keys = Paginator(rows, size), [], None

    def counted():
        first.extend(rows[:size])
        return [count(rows), [record.pk for record in first]]

    is_kept = register.area and not form.is_searched
    if asked := register.area.words_of(rows) if is_kept else "":
        found, keys = register.area.counted(f"{words} {size} of {asked}", counted)
    else:
        found = count(rows)
    paginator.count = found[0]
    page = paginator.get_page(number)
    page.counted = found
    if keys is not None and page.number == 1:
        page.object_list = first or _of_keys(register.shown(user, form.on), keys)
    return page


def _of_keys(rows, keys):
    """Records in the order of their keys; one that is not among the rows any more is left out."""
    by_key = {record.pk: record for record in rows.filter(pk__in=keys).order_by()}
    return [by_key[key] for key in keys if key in by_key]


def _order(register, wanted):
    back, key = wanted.startswith("-"), wanted.removeprefix("-")
    if key not in {column.sort for column in register.columns if column.sort}:
        return register.order or register.model._meta.ordering
    order = F(key).desc(nulls_last=True) if back else F(key).asc(nulls_last=True)
    return (order,)


# The pages


def _list(register):
    @requires(register.permission("view"))
    @require_safe
    def record_list(request):
        """The list, a page at a time."""
        form, page = listed(register, request.GET, user=request.user, on=timezone.localdate())
        context = {"register": register, "filters": form, "page": page}
        context["above"] = register.above(request.user)
        return render(request, "registers/list.html", context | _may(request.user, register))

    return record_list


def _export(register):
    @requires(register.permission("view"))
    @require_safe
    def export_records(request):
        """The same list, whole, as ?format=csv or xlsx."""
        request.passage.verb = Verb.EXPORTED
        user, data, on = request.user, request.GET.copy(), timezone.localdate()
        columns = (*register.columns, *register.export)

        def rows():
            for record in found(register, data, user=user, on=on)[1]:
                why = (record.closed_on, record.closed_because)
                yield (*(column.plain(record) for column in columns), *why)

        return send_list(
            rows,
            form=data.get("format", "csv"),
            name=f"{register.address.replace('/', '-')}-{on.isoformat()}",
            head=(*(column.head for column in columns), "Closed on", "Why it was closed"),
            by=user,
        )

    return export_records


def _detail(register):
    @requires(register.permission("view"), register.model)
    @require_safe
    def record_detail(request, record):
        """One record, what belongs to it, and what can be done with it."""
        on = timezone.localdate()
        context = {
            "register": register,
            "above": register.above(request.user),
            "record": record,
            "facts": [fact.cell(record) for fact in register.facts or register.columns],
            "lead": register.lead(record, request.user, on),
            "parts": register.parts(record, request.user, on),
            "steps": register.steps(record, request.user, on),
        }
        return render(
            request, "registers/detail.html", context | _may(request.user, register, record)
        )

    return record_detail


def _add(register):
    @requires(register.permission("add"))
    @require_http_methods(["GET", "HEAD", "POST"])
    def add_record(request):
        """A form for a new record; the address may fill fields in."""
        form = register.form(
            request.POST or None, request.FILES or None, **_for(request, initial=_given(request))
        )
        return _saved(request, register, form, f"Add {article(register.noun)}", register.list_url)

    return add_record


def _change(register):
    @requires(register.permission("change"), register.model)
    @require_http_methods(["GET", "HEAD", "POST"])
    def change_record(request, record):
        """A form for what the record says."""
        if not record.is_open:
            raise Refused(record, "It is closed. Open it again before you change it.")
        form = register.form(
            request.POST or None,
            request.FILES or None,
            **_for(request, instance=record, version=version_of(record)),
        )
        return _saved(
            request,
            register,
            form,
            f"Change the {register.noun}",
            register.url(f"{register.name}_detail", record.pk),
        )

    return change_record


def _close(register):
    @requires(register.permission("close"), register.model)
    @require_http_methods(["GET", "HEAD", "POST"])
    def close_record(request, record):
        """Asks why, and closes the record; nothing is removed."""
        if not record.is_open:
            raise Refused(record, "It is closed already.")
        form = ClosingForm(request.POST or None, asks=register.asks)
        if form.is_valid():
            with refusals_on(form):
                register.close(
                    record, by=request.user, on=timezone.localdate(), **form.cleaned_data
                )
                messages.success(request, "It is closed. It can be opened again.")
                return redirect(record)
        page = {"title": f"{register.closes} this {register.noun}", "caption": str(record)}
        page |= {"intro": "It stays in the register and can be found among the closed ones."}
        page |= {
            "button": register.closes,
            "is_warning": True,
            "back_url": record.get_absolute_url(),
        }
        return render(request, "form_page.html", {"form": form} | page)

    return close_record


def _reopen(register):
    @requires(register.permission("close"), register.model)
    @require_http_methods(["POST"])
    def reopen_record(request, record):
        """Opens a closed record again."""
        register.reopen(record, by=request.user)
        messages.success(request, "It is open again.")
        return redirect(record)

    return reopen_record


class ClosingForm(PortalForm):
    """Why a record is closed."""

    reason = LongTextField(label="Why?", rows=3, max_length=2000)

    def __init__(self, data=None, *, asks="Why?", **kwargs):
        super().__init__(data, **kwargs)
        self.fields["reason"].label = asks


# What the pages share


def article(noun):
    """A noun with its article: "a board", "an incident"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _may(user, register, record=None):
    """What a person may do here, asked once."""
    if record is None:
        return {"may_add": user.has_perm(register.permission("add"))}
    return {
        f"may_{verb}": user.has_perm(register.permission(verb), record)
        for verb in ("change", "close")
    }


def _for(request, **options):
    return {"user": request.user, "on": timezone.localdate(), **options}


def _given(request):
    return {name: value for name, value in request.GET.items() if name != "page"}


def _saved(request, register, form, title, back_url):
    """Save a filled form and show the record; else show the form, with what was wrong."""
    if form.is_valid() and (record := _kept(register, form, request.user)):
        messages.success(request, f"{str(record)[:100]} is saved.")
        return redirect(record)
    page = {"title": title, "caption": register.plural, "back_url": back_url, "form": form}
    return render(request, "registers/form.html", page)


def _kept(register, form, by):
    """The record as saved; None if a rule said no, which the form then says beside what was typed."""
    try:
        return register.save(form.instance, by=by, **form.values)
    except ChangedMeanwhile as meanwhile:
        form.take_in(meanwhile.changes, version_of(meanwhile.thing))
        form.add_error(None, meanwhile.sentence)
    except Refused as refusal:
        with refusals_on(form):
            raise refusal
    return None
