"""Country and region of an address, from a local MMDB file if the installation has one; the address is not kept."""

from pathlib import Path
from typing import Any

import maxminddb

from plazamayor.analytics.collector.connection import Address


class Places:
    """Looks addresses up; without a file every place is unknown."""

    def __init__(self, path: Path | None) -> None:
        self._database = maxminddb.open_database(path) if path else None

    def find(self, address: Address | None) -> tuple[str, str]:
        """Answers the ISO 3166 codes of country and region, such as `("ES", "ES-VC")`; empty where unknown."""
        if self._database is None or address is None:
            return "", ""
        record: Any = self._database.get(address) or {}
        country = str((record.get("country") or {}).get("iso_code", ""))[:2]
        regions = record.get("subdivisions") or [{}]
        region = str(regions[0].get("iso_code", ""))[:3]
        return country, f"{country}-{region}" if country and region else ""
