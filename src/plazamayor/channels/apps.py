from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "plazamayor.channels"
    label = "channels"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar."""
        from plazamayor.channels import places

        places.register()
