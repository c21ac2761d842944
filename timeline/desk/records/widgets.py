"""Autocomplete widgets that can show again whatever was sent to them."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.http import HttpRequest

from timeline.desk.safe_lists import is_key

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin
    from django.contrib.admin.widgets import AutocompleteMixin

    Base = BaseModelAdmin[Any]
    AutocompleteBase = AutocompleteMixin
else:
    Base = AutocompleteBase = object


class _OnlyKeys(AutocompleteBase):
    """Leaves out what cannot be a primary key: Django's own widget looks it up, and raises."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        keys = [one for one in value if one in (None, "") or is_key(str(one))]
        return super().optgroups(name, keys, attrs)


class DeskAutocomplete(_OnlyKeys, AutocompleteSelect):
    pass


class DeskAutocompleteMultiple(_OnlyKeys, AutocompleteSelectMultiple):
    pass


class SafeAutocompletes(Base):
    """Mixin of an admin or inline whose relations are chosen by typing part of a name."""

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Without the link that deletes what the relation leads to: that is not done in passing."""
        form_field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if form_field is not None and hasattr(form_field.widget, "can_delete_related"):
            form_field.widget.can_delete_related = False
        return form_field

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields and "widget" not in kwargs:
            kwargs["widget"] = DeskAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields and "widget" not in kwargs:
            kwargs["widget"] = DeskAutocompleteMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
