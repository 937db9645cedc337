from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "zwgk.approvals"
    label = "approvals"
