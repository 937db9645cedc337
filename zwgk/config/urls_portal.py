"""The public's addresses."""

from django.urls import include, path

from zwgk.config.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("", include("zwgk.portal.urls")),
]
