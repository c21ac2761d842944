"""Admin pages as a browser would fill them in: every field as it stands, or as a test types it."""

from typing import Any

from django.forms import BoundField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def change_url(thing: Any) -> str:
    return reverse(f"admin:curation_{thing._meta.model_name}_change", args=(thing.pk,))


def opened(client: Client, url: str) -> dict[str, Any]:
    """The data that the page's form would send if it were saved as it was opened."""
    response = client.get(url)
    assert response.status_code == 200, response
    return data_of(response)


def data_of(response: HttpResponse) -> dict[str, Any]:
    """The data of the form on a page, as it was rendered, also after an error."""
    context: Any = response.context
    data: dict[str, Any] = {}
    if context.get("desk_opened") is not None:
        data["_opened"] = context["desk_opened"]
    form = context["adminform"].form
    for name in form.fields:
        data[form.add_prefix(name)] = _raw(form[name])
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        rows = formset.forms
        for name in formset.management_form.fields:
            data[formset.management_form.add_prefix(name)] = _raw(formset.management_form[name])
        for row in rows:
            for name in row.fields:
                if name != "DELETE":
                    data[row.add_prefix(name)] = _raw(row[name])
                elif row[name].value():
                    data[row.add_prefix(name)] = "on"
    return data


def _raw(bound: BoundField) -> Any:
    value = bound.value()
    if value is None:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        return [] if getattr(widget, "allow_multiple_selected", False) else ""
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        return [str(getattr(one, "pk", one)) for one in value]
    shown = bound.field.widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)


def add_row(data: dict[str, Any], prefix: str, **values: Any) -> int:
    """Fill in one more row of an inline; answers its number."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    for name, value in values.items():
        data[f"{prefix}-{number}-{name}"] = value
    return number


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """Every error on the page, by field; “__all__” of the form, or the prefix of an inline."""
    context: Any = response.context
    form = context["adminform"].form
    found = {form.add_prefix(name): list(errors) for name, errors in form.errors.items()}
    for inline in context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            found |= {row.add_prefix(name): list(errors) for name, errors in row.errors.items()}
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return found


def messages_of(response: HttpResponse) -> list[str]:
    context: Any = response.context
    return [str(message) for message in context["messages"]]
