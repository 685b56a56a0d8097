from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "plazamayor.analytics"
    label = "analytics"

    def ready(self) -> None:
        """Puts the room's places in the navigation, its figures among the indicators and its work on the calendar."""
        from plazamayor.analytics import places

        places.register()
