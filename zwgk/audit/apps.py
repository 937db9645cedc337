from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zwgk.audit"
    label = "audit"
