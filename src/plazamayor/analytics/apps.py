from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "plazamayor.analytics"
    label = "analytics"
