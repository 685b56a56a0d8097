from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "plazamayor.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar."""
        from plazamayor.campaigns import places

        places.register()
