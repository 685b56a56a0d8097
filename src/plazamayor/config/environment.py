"""The one reader of the environment: every setting, its type, its default and its meaning.

`docs/settings.md` documents each of these; a test compares the two.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from plazamayor.core.errors import Mistake

PREFIX = "PLAZAMAYOR_"


class InvalidSetting(Mistake):
    """A variable of the environment cannot be read; the message names it and says what is expected."""


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """What an installation can be told from outside. Variables carry the prefix `PLAZAMAYOR_`, but for `DATABASE_URL`."""

    home: Annotated[str, Meta(description="Data directory: database, events, spool, salts, uploads.")] = "~/.local/share/plazamayor"
    database_url: Annotated[str, Meta(description="Relational database, as a URL. Empty: SQLite in the data directory.")] = ""
    events: Annotated[
        str,
        Meta(
            description="Event store: `chdb://PATH` (embedded) or `http(s)://user:password@host:port/database` (ClickHouse). Empty: embedded, in the data directory."
        ),
    ] = ""
    base_url: Annotated[str, Meta(description="Public address of this installation, used in links, e-mails and snippets.")] = (
        "http://localhost:8000"
    )
    allowed_hosts: Annotated[
        str, Meta(description="Host names answered to, separated by commas, besides that of the public address and localhost.")
    ] = ""
    secret_key: Annotated[str, Meta(description="Key that signs sessions and links. Empty: a random one kept in the data directory.")] = ""
    debug: Annotated[bool, Meta(description="Show technical errors in the browser. Never in production.")] = False
    language: Annotated[str, Meta(description="Language of pages for people who have not chosen one: `es` or `en`.")] = "es"
    time_zone: Annotated[str, Meta(description="Time zone proposed for new administrations.")] = "Europe/Madrid"
    trusted_proxies: Annotated[
        str, Meta(description="Addresses or networks, separated by commas, whose `X-Forwarded-For` is believed.")
    ] = ""
    private_hosts: Annotated[
        str,
        Meta(
            description="Addresses or networks of the own network, separated by commas, that gazettes, webhooks and social networks may be asked at. Empty: none."
        ),
    ] = ""
    geo_database: Annotated[str, Meta(description="Path of an MMDB file with countries and regions. Empty: no place is recorded.")] = ""
    email_url: Annotated[
        str,
        Meta(
            description="Outgoing mail: `smtp://user:password@host:port`, `smtps://…` or `smtp+tls://…`. Empty: no mail; links are shown instead."
        ),
    ] = ""
    email_from: Annotated[str, Meta(description="Sender of the mail this installation sends.")] = "plazamayor@localhost"
    spool_fsync_ms: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="Longest wait, in milliseconds, before accepted events are forced to disk together. 0: never forced (a power cut may lose events).",
        ),
    ] = 20
    spool_limit_mb: Annotated[
        int, Meta(ge=1, description="Size, in megabytes, at which a spool that cannot reach the store refuses new events (503).")
    ] = 2048
    upload_limit_mb: Annotated[int, Meta(ge=1, description="Largest file, in megabytes, that a person may upload to be imported.")] = 2048
    store_memory_mb: Annotated[int, Meta(ge=128, description="Memory, in megabytes, a question to the event store may take.")] = 1024
    spam_referrers: Annotated[
        str,
        Meta(description="Path of a list of spam referrers, one host a line, such as Matomo's public-domain `spammers.txt`. Empty: none."),
    ] = ""
    static_extensions: Annotated[str, Meta(description="Endings of addresses that are parts of a page, not pages, in access logs.")] = (
        "avif,bmp,css,eot,gif,ico,jpeg,jpg,js,json,map,mjs,otf,png,svg,ttf,webmanifest,webp,woff,woff2,xml"
    )
    download_extensions: Annotated[
        str, Meta(description="Endings of addresses that are downloads, not pages, in access logs and in the tracker.")
    ] = "7z,apk,avi,bz2,csv,deb,dmg,doc,docx,epub,exe,gz,ics,jar,kml,kmz,m4a,mkv,mov,mp3,mp4,msi,odp,ods,odt,ogg,pdf,pps,ppt,pptx,rar,rpm,rtf,shp,tar,tgz,txt,wav,webm,xls,xlsx,xsig,xz,zip"
    log_format: Annotated[str, Meta(description="Program log: `text` or `json`.")] = "text"
    log_level: Annotated[str, Meta(description="Least severe message logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`.")] = "INFO"
    oidc_providers: Annotated[
        str, Meta(description='OpenID Connect providers as JSON: `[{"id", "name", "server_url", "client_id", "secret"}]`.')
    ] = "[]"
    ldap_url: Annotated[str, Meta(description="Directory for sign-in, such as `ldaps://directory.example`. Empty: none.")] = ""
    ldap_base: Annotated[str, Meta(description="Where people are searched in the directory, such as `ou=people,dc=example`.")] = ""
    ldap_email_attribute: Annotated[str, Meta(description="Attribute of the directory that holds a person's e-mail.")] = "mail"
    ldap_bind_dn: Annotated[str, Meta(description="Entry that reads the directory. Empty: anonymous.")] = ""
    ldap_bind_password: Annotated[str, Meta(description="Password of that entry.")] = ""
    backup_folder: Annotated[
        str, Meta(description="Folder, best on another disk, where a backup is taken every night. Empty: none is taken by itself.")
    ] = ""
    backup_keep: Annotated[int, Meta(ge=1, description="How many nightly backups are kept.")] = 14
    metrics_token: Annotated[str, Meta(description="Bearer token that may read `/metrics`. Empty: only loopback addresses may.")] = ""

    @property
    def home_path(self) -> Path:
        """The data directory, absolute."""
        return Path(self.home).expanduser().absolute()


def variable(name: str) -> str:
    """Names the variable of the environment that carries a setting."""
    return "DATABASE_URL" if name == "database_url" else PREFIX + name.upper()


def read(source: Mapping[str, str]) -> Environment:
    """Reads the settings; raises InvalidSetting with the variable's name and what it expects."""
    given: dict[str, Any] = {
        field: source[variable(field)] for field in Environment.__struct_fields__ if source.get(variable(field), "") != ""
    }
    try:
        return msgspec.convert(given, Environment, strict=False)
    except msgspec.ValidationError as error:
        field = str(error).rpartition("$.")[2].rstrip("`")
        raise InvalidSetting(f"{variable(field)}: {str(error).partition(' - at')[0]}.") from error


environment = read(os.environ)
