from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "plazamayor.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Puts the room's places in the navigation, its figures among the indicators and its work on the calendar."""
        from plazamayor.procedures import places

        places.register()
