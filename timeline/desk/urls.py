"""Addresses of the desk beside those of the admin's models; they come before the admin's own."""

from django.contrib import admin
from django.urls import path, re_path

from timeline.desk import assignments, notices, status, views
from timeline.desk.preview import SCOPE, preview

app_name = "desk"
staff = admin.site.admin_view

urlpatterns = [
    path("", staff(views.dashboard), name="index"),
    path("status/", staff(status.status), name="status"),
    path("work/", staff(views.work), name="work"),
    path("work/<slug:name>/", staff(views.worklist), name="worklist"),
    path("notices/", staff(notices.notices), name="notices"),
    path("assign/<slug:kind>/<int:pk>/", staff(assignments.assign), name="assign"),
    path("review/<int:pk>/", staff(views.review), name="review"),
    re_path(rf"^preview/(?P<scope>{SCOPE})/$", staff(preview), name="preview"),
    re_path(rf"^preview/(?P<scope>{SCOPE})/(?P<path>.+)$", staff(preview), name="preview-page"),
]
