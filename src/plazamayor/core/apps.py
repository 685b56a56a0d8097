from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "plazamayor.core"
    label = "core"
