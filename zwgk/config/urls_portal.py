"""The public's addresses: the face's own, and whether the process is well."""

from django.urls import include, path

from zwgk.config.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("", include("zwgk.portal.urls")),
]
# Django asks only the root module for these
handler400 = "zwgk.portal.errors.bad_request"
handler403 = "zwgk.portal.errors.forbidden"
handler404 = "zwgk.portal.errors.not_found"
handler500 = "zwgk.portal.errors.server_error"
