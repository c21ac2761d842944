"""Admin of people and groups: for superusers alone, who can also help who lost a second factor."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from timeline.accounts import two_factor
from timeline.desk.safe_lists import SafeLists, is_key

# The package's own pages would show the keys of everybody.
for _model in (TOTPDevice, StaticDevice):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)
admin.site.unregister([User, Group])


class _ForSuperusers:
    """Mixin: whoever may change people could make themselves anything, so only they may."""

    def has_module_permission(self, request: Any) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def has_add_permission(self, request: Any) -> bool:
        return self.has_module_permission(request)


@admin.register(User)
class PeopleAdmin(_ForSuperusers, SafeLists, UserAdmin):  # type: ignore[type-arg]
    list_display = ["username", "first_name", "last_name", "is_active", "in_groups", "two_factor"]
    list_filter = ["is_active", "is_superuser", "groups"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups", "totpdevice_set")

    @admin.display(description="groups")
    def in_groups(self, user: Any) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(boolean=True, description="two-factor")
    def two_factor(self, user: Any) -> bool:
        return any(device.confirmed for device in user.totpdevice_set.all())

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.reset_view)
        return [
            path("<path:object_id>/two-factor/", view, name="auth_user_two_factor"),
            *super().get_urls(),
        ]

    def reset_view(self, request: Any, object_id: str) -> HttpResponse:
        """Turns off the second factor of somebody who lost it; their sessions end."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = User.objects.filter(pk=object_id).first() if is_key(object_id) else None
        if person is None:
            raise Http404("There is no such person.")
        if request.method == "POST":
            two_factor.turn_off(person)
            but = request.session.session_key if person == request.user else None
            two_factor.end_sessions(person, but=but)
            LogEntry.objects.log_actions(
                request.user.pk, [person], CHANGE, "Two-factor login reset.", single_object=True
            )
            self.message_user(request, f"Two-factor login of {person} is off.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=(person.pk,)))
        context = {
            **self.admin_site.each_context(request),
            "title": "Reset two-factor login",
            "subtitle": str(person),
            "opts": self.opts,
            "original": person,
            "on": two_factor.is_on(person),
        }
        return TemplateResponse(request, "accounts/reset.html", context)


@admin.register(Group)
class GroupsAdmin(_ForSuperusers, SafeLists, GroupAdmin):
    pass
