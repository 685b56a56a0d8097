"""Every form says what each field is, what helps and what is wrong, to everybody."""

import pytest
from django import forms
from django.utils import translation


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As people say it.")
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[("a", "One"), ("b", "Two")])
    told = forms.BooleanField(label="Tell me", required=False, help_text="Once.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


@pytest.fixture
def page() -> str:
    with translation.override("en"):
        return str(Sample({"kind": "c"}))


def test_help_and_error_are_tied_to_their_field(page: str) -> None:
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert '<p class="hint" id="id_name_helptext">As people say it.</p>' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_what_is_wrong_is_said_first_with_the_way_to_it(page: str) -> None:
    summary = page[: page.index('<label for="id_name">')]

    assert "There are 2 things to correct" in summary
    assert '<a href="#id_name">This field is required.</a>' in summary


def test_boxes_look_like_boxes_and_choices_like_choices(page: str) -> None:
    box = page[page.index('<input type="text"') :].partition(">")[0]
    assert 'class="input"' in box
    assert page.count('type="radio"') == 2
    assert page.count('<label class="choice"') == 3
    assert 'class="input"' not in page[page.index("<fieldset") : page.index("</fieldset>")]


def test_what_may_be_left_empty_says_so(page: str) -> None:
    assert 'Note <span class="field__optional">(optional)</span>' in page
    assert 'Name <span class="field__optional">' not in page


def test_a_form_that_is_right_says_nothing() -> None:
    assert "summary-errors" not in str(Sample({"name": "x", "kind": "a"}))
