from django.apps import AppConfig


class GuardsConfig(AppConfig):
    name = "plazamayor.guards"
    label = "guards"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar."""
        from plazamayor.guards import places

        places.register()
