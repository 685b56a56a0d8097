from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "plazamayor.demo"
    label = "demo"

    def ready(self) -> None:
        """Says, above every page of a generated administration, that it is one."""
        from plazamayor.demo import places

        places.register()
