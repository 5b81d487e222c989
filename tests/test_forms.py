"""Forms: what they understand, what they say, how they are drawn."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from prevent_portal.forms import (
    DateField,
    FilterForm,
    LongTextField,
    PortalForm,
    PortalModelForm,
    Radios,
)
from prevent_portal.models import Setting

CHOICES = [("open", "Open"), ("closed", "Closed")]


class MeetingForm(PortalForm):
    title = forms.CharField(max_length=10, help_text="As on the agenda")
    words = LongTextField(required=False)
    email = forms.EmailField(label="Email address")
    seats = forms.IntegerField(min_value=1, max_value=9)
    status = forms.ChoiceField(choices=CHOICES, widget=Radios(hints={"closed": "Ends it"}))
    place = forms.ChoiceField(choices=CHOICES)
    days = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="I am sure")
    on = DateField(label="When was it?", thing="Date of the meeting", not_future=True)
    paper = forms.FileField()
    link = forms.URLField(required=False, assume_scheme="https")


GOOD = {
    "title": "Board",
    "email": "a@b.example",
    "seats": "3",
    "status": "open",
    "place": "open",
    "days": ["open"],
    "sure": "on",
    "on_day": "17",
    "on_month": "3",
    "on_year": "2026",
}


def filled(**changes):
    data = MultiValueDict(
        {
            key: value if isinstance(value, list) else [value]
            for key, value in (GOOD | changes).items()
        }
    )
    return MeetingForm(data, {"paper": SimpleUploadedFile("a.txt", b"words")})


def says(form, name):
    assert not form.is_valid()
    return list(form.errors[name])


def test_a_good_form_passes():
    form = filled()

    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == datetime.date(2026, 3, 17)


class DayForm(PortalForm):
    on = DateField(label="Date of the meeting")


def day(day="", month="", year=""):
    return DayForm({"on_day": day, "on_month": month, "on_year": year})


@pytest.mark.parametrize(
    ("typed", "sentence", "wrong"),
    [
        (("", "", ""), "Enter date of the meeting", ()),
        (("", "", "2019"), "Date of the meeting must include a day and month", ("day", "month")),
        (("31", "3", ""), "Date of the meeting must include a year", ("year",)),
        (("31", "", "2019"), "Date of the meeting must include a month", ("month",)),
        (("31", "02", "2019"), "Date of the meeting must be a real date", ("day", "month", "year")),
        (("0", "2", "2019"), "Date of the meeting must be a real date", ("day", "month", "year")),
        (("x", "2", "2019"), "Date of the meeting must be a real date", ("day", "month", "year")),
        (("٣", "2", "2019"), "Date of the meeting must be a real date", ("day", "month", "year")),
        (("1", "Foo", "2019"), "Date of the meeting must be a real date", ("day", "month", "year")),
        (("1", "2", "year"), "Date of the meeting must be a real date", ("day", "month", "year")),
        (("1", "2", "19"), "Year must include 4 numbers", ("year",)),
        (("1", "2", "0019"), "Date of the meeting must be between 1900 and 2199", ("year",)),
    ],
)
def test_a_date_that_cannot_be_gets_the_sentence_and_keeps_what_was_typed(typed, sentence, wrong):
    form = day(*typed)

    assert says(form, "on") == [sentence]
    assert tuple(form["on"].error_parts) == wrong
    assert form["on"].value() == list(typed)
    page = str(form)
    assert page.count("govuk-input--error") == len(wrong)
    assert '<p id="id_on_error" class="govuk-error-message">' in page


@pytest.mark.parametrize("month", ["3", "03", " 3 ", "March", "MAR", "march"])
def test_months_are_understood_as_people_write_them(month):
    form = day("31", month, "2019")

    assert form.is_valid()
    assert form.cleaned_data["on"] == datetime.date(2019, 3, 31)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2199, 12, 31)))
def test_every_day_survives_its_boxes(value):
    field = DateField()

    assert field.clean([str(part) for part in field.widget.decompress(value)]) == value
    assert not field.has_changed(value, [str(value.day), f"{value.month} ", str(value.year)])


@given(st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_nothing_typed_in_a_date_breaks_it(typed):
    form = day(*typed)

    assert form.is_valid() == ("on" not in form.errors)
    assert all(says for says in form.errors.get("on", ()))


def test_a_date_can_be_kept_from_the_future_or_the_past(today):
    tomorrow = today + datetime.timedelta(days=1)

    with pytest.raises(forms.ValidationError, match="Date must be today or in the past"):
        DateField(thing="Date", not_future=True).clean(tomorrow)
    with pytest.raises(forms.ValidationError, match="Date must be today or in the future"):
        DateField(thing="Date", not_past=True).clean(today - datetime.timedelta(days=1))
    assert DateField(not_future=True, not_past=True).clean(today) == today


def test_a_date_that_is_there_is_shown_in_its_boxes():
    page = str(DayForm(initial={"on": datetime.date(2019, 3, 31)}))

    for name, value in (("day", 31), ("month", 3), ("year", 2019)):
        assert f'name="on_{name}" value="{value}"' in page
        assert f'id="id_on_{name}"' in page


def test_a_form_without_ids_is_drawn_without_them():
    assert "id=" not in str(DayForm(auto_id=False)["on"])


def test_a_disabled_date_never_changes():
    assert not DateField(disabled=True).has_changed(None, ["1", "1", "2020"])


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("title", "", "Enter title"),
        ("title", "x" * 11, "Title must be 10 characters or fewer; it has 11"),
        ("email", "nobody", "Enter an email address in the correct format, like name@example.com"),
        ("seats", "two", "Seats must be a number"),
        ("seats", "0", "Seats must be 1 or more"),
        ("seats", "10", "Seats must be 9 or fewer"),
        ("status", "", "Select status"),
        ("place", "elsewhere", "Select place from the list"),
        ("link", "no address", "Link must be a web address that starts with https://"),
        ("sure", "", "Tick “I am sure” to go on"),
        ("on_year", "2027", "Date of the meeting must be today or in the past"),
    ],
)
def test_errors_are_worded_for_people(name, value, sentence):
    form = filled(**{name: value})

    assert says(form, name.removesuffix("_year")) == [sentence]


def test_a_missing_file_is_asked_for():
    form = MeetingForm(MultiValueDict(), {"paper": SimpleUploadedFile("a.txt", b"")})

    assert says(form, "paper") == ["The file is empty. Select another file"]
    assert says(MeetingForm({}), "paper") == ["Select a file"]


def test_nul_gets_a_sentence_and_is_not_drawn_again():
    form = filled(title="a\x00b")

    assert says(form, "title") == [
        "Title held an invisible character that cannot be stored. "
        "It has been taken out: check the words and send them again"
    ]
    assert form["title"].value() == "ab"


def test_what_was_typed_is_shown_as_typed_and_does_nothing():
    typed = "<script>alert(1)</script> =1+1 \u202eabc"
    page = str(filled(words=typed, title="x" * 11))

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1 \u202eabc" in page


def test_long_text_is_taken_whole_and_line_ends_count_once():
    form = filled(words="a\r\nb\rc" + "x" * 99_995)

    assert form.is_valid()
    assert form.cleaned_data["words"] == "a\nb\nc" + "x" * 99_995
    assert says(filled(words="x" * 100_001), "words") == [
        "Words must be 100000 characters or fewer; it has 100001"
    ]


def test_the_browser_checks_nothing_so_that_nothing_is_cut():
    page = str(MeetingForm())

    assert "maxlength" not in page
    assert " required" not in page
    assert 'type="number"' not in page
    assert page.count('inputmode="numeric"') == 4


def test_labels_say_what_may_stay_empty():
    page = str(MeetingForm())

    assert "Words (optional)" in page
    assert "Title (optional)" not in page


def test_hints_and_errors_are_read_out_with_their_field():
    page = str(filled(title=""))

    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_helptext" class="govuk-hint"' in page
    assert 'aria-describedby="id_status_1_hint"' in page


def test_every_error_links_to_the_box_that_needs_a_change():
    form = MeetingForm(MultiValueDict({"on_day": ["1"], "on_month": ["1"]}))
    form.add_error(None, "The board has met already.")
    page = str(form) + render_to_string("components/error_summary.html", {"form": form})

    targets = {"id_title", "id_email", "id_seats", "id_status_0", "id_place", "id_days_0"}
    for target in targets | {"id_sure", "id_on_year", "id_paper"}:
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in page
    assert "<li>The board has met already.</li>" in page


def test_an_error_of_a_hidden_field_is_said_without_a_link():
    class Hidden(PortalForm):
        version = forms.IntegerField(widget=forms.HiddenInput)

    form = Hidden({})
    page = str(form) + render_to_string("components/error_summary.html", {"form": form})

    assert "<li>Enter version</li>" in page
    assert '<input type="hidden" name="version" id="id_version">' in page


def test_a_form_without_errors_has_no_summary():
    assert render_to_string("components/error_summary.html", {"form": filled()}).strip() == ""


def test_a_password_can_be_shown():
    class Secret(PortalForm):
        password = forms.CharField(widget=forms.PasswordInput)

    page = str(Secret({"password": "hidden words"}))

    assert 'data-module="govuk-password-input"' in page
    assert "hidden words" not in page


def test_filters_ask_for_nothing_and_keep_ids_to_themselves():
    class Filter(FilterForm):
        status = forms.ChoiceField(choices=CHOICES)

    page = str(Filter({}))

    assert Filter({}).is_valid()
    assert "(optional)" not in page
    assert 'id="filter_status"' in page


def test_a_form_of_a_model_has_date_boxes_and_an_invitation_to_choose():
    class SettingForm(PortalModelForm):
        class Meta(PortalModelForm.Meta):
            model = Setting
            fields = ["name", "agency", "closed_on"]

    form = SettingForm()

    assert isinstance(form.fields["closed_on"], DateField)
    assert "Choose from the list" in str(form)


def test_words_of_a_form_itself_win_over_the_usual_ones():
    class Own(PortalForm):
        why = forms.CharField(error_messages={"required": "Say why"})

    assert says(Own({}), "why") == ["Say why"]
