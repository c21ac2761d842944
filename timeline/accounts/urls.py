"""Addresses of signing in and of one's own account, all below /admin/ and before the admin's."""

from django.contrib import admin
from django.urls import path

from timeline.accounts import views

wrap = admin.site.admin_view

urlpatterns = [
    path("login/", views.LoginPage.as_view()),  # in place of the admin's own, under its name
    path("login/code/", views.login_code, name="desk-login-code"),
    path("session/", views.session, name="desk-session"),
    path("account/", wrap(views.account), name="desk-account"),
    path("account/two-factor/", wrap(views.set_up), name="desk-two-factor"),
    path("account/two-factor/off/", wrap(views.turn_off), name="desk-two-factor-off"),
    path("account/recovery-codes/", wrap(views.recovery_codes), name="desk-recovery-codes"),
]
