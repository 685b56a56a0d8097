from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "plazamayor.demo"
    label = "demo"
