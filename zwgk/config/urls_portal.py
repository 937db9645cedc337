"""The public's addresses: the face's own, and whether the process is well."""

from django.urls import include, path

from zwgk.config.health import healthz
from zwgk.portal import urls as face

urlpatterns = [
    path("healthz", healthz),
    path("", include("zwgk.portal.urls")),
]
# Django asks only the root module for these
handler400 = face.handler400
handler403 = face.handler403
handler404 = face.handler404
handler500 = face.handler500
