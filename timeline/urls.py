"""All addresses: the desk at /admin/, everything public in timeline.reader.urls, and the
form on which readers report a problem.

Error pages are Django's own handlers with templates/400.html, 403.html, 404.html and 500.html, and
`timeline.faults` for what is no error of a page. Those templates are static: one that reads the
request could fail on the very request it reports. Where nothing is that looks like a file, programs
ask, and are answered as by data.
"""

from django.contrib import admin
from django.urls import include, path

handler404 = "timeline.reader.site.nothing.nothing_here"
handler500 = "timeline.faults.internal_error"

urlpatterns = [
    path("admin/", include("timeline.accounts.urls")),
    path("admin/", include("timeline.desk.urls")),
    path("admin/", admin.site.urls),
    path("report/", include("timeline.reports.urls")),
    path("", include("timeline.reader.urls")),
]
