from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zwgk.portal"
    label = "portal"
