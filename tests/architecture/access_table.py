"""What is expected of every address of the program. A new address without a line here fails the walk.

PUBLIC: anybody may ask, and why. OWN: whoever has signed in, about themselves. CONSOLE: a permission in the administration of the
address, and how to ask (GET unless told). Arguments that an address needs come from the rows that `test_access_walk` makes.
"""

from dataclasses import dataclass

from plazamayor.organisation.access import Permission


@dataclass(frozen=True)
class Console:
    permission: Permission
    method: str = "get"


# Anybody may ask.
PUBLIC = {
    "installation_health": "tells whoever watches the installation that it lives, and nothing else",
    "metrics": "asks for its own token, or for a loopback address",
    "square": "the citizens' side of an administration",
    "accessibility": "the accessibility statement is for everybody (RD 1112/2018, art. 15)",
    "home": "takes people to sign in, or to their console",
    "components": "the living page of components, with invented figures",
    "language": "remembers the language of somebody who may not have signed in",
    "invitation": "the secret in the address says who may open it",
    "enter": "the secret in the address says who may open it",
    "account_login": "signing in",
    "account_logout": "signing out; harmless for whoever is not in",
    "account_inactive": "says that an account is not in use",
    "account_reset_password": "whoever has lost the password cannot sign in",
    "account_reset_password_done": "the same",
    "account_reset_password_from_key": "the secret in the address says who may open it",
    "account_reset_password_from_key_done": "the same",
    "mfa_authenticate": "the second step of signing in; sends away whoever has not made the first",
    "mfa_login_webauthn": "signing in with a passkey",
    "socialaccount_login_cancelled": "the way back from another identity provider",
    "socialaccount_login_error": "the same",
    "letters_stop": "the signed address in a letter says whose subscription it ends",
    "shared": "the secret in the address says who may see it, with a password if whoever shared it wanted one",
    "shared_password": "the same",
    "shared_file": "the same",
    "api_sites": "the token shown says who asks; 401 without one",
    "api_stats": "the same",
    "api_series": "the same",
    "api_panel": "the same",
    "api_live": "the same",
    "api_events": "the same",
    "api_openapi": "describes the interface to whoever programs against it",
    "api_problem": "explains an answer of the interface",
    "api_nothing": "says, as the interface does, that there is nothing",
    "openid_connect_login": "the way to another identity provider; 404 for one that is not configured",
    "openid_connect_callback": "the way back from it",
}

# Whoever has signed in, about themselves.
OWN = {
    "search": "lists places of one's own administrations",
    "organisations": "lists one's own administrations",
    "second_factor": "asks for one's own second factor",
    "account_reauthenticate": "confirms who one is",
    "account_change_password": "one's own password",
    "account_set_password": "the same",
    "account_choose_password": "the same; sends away whoever has not come by a one-time link",
    "account_name": "one's own name",
    "mfa_index": "one's own ways of signing in",
    "mfa_list_webauthn": "the same",
    "mfa_reauthenticate": "confirms who one is",
    "mfa_reauthenticate_webauthn": "the same",
    "mfa_activate_totp": "one's own second factor",
    "mfa_deactivate_totp": "the same; 404 without one",
    "mfa_view_recovery_codes": "the same; 404 without them",
    "mfa_generate_recovery_codes": "the same",
    "mfa_download_recovery_codes": "the same; 404 without them",
    "mfa_add_webauthn": "the same",
    "mfa_edit_webauthn": "the same; 404 for somebody else's",
    "mfa_remove_webauthn": "the same; 404 for somebody else's",
    "usersessions_list": "one's own sessions",
    "session_end": "the same; 404 for somebody else's",
    "sessions_end_others": "the same",
}

# Those who administered an administration that was closed; 404 for everybody else.
CLOSED = {"closed": "get", "organisation_reopen": "post", "organisation_delete": "post"}

CONSOLE = {
    "people": Console(Permission.MANAGE_PEOPLE),
    "invite": Console(Permission.MANAGE_PEOPLE),
    "member": Console(Permission.MANAGE_PEOPLE),
    "member_remove": Console(Permission.MANAGE_PEOPLE, "post"),
    "member_restore": Console(Permission.MANAGE_PEOPLE, "post"),
    "invitation_renew": Console(Permission.MANAGE_PEOPLE, "post"),
    "invitation_revoke": Console(Permission.MANAGE_PEOPLE, "post"),
    "administration": Console(Permission.MANAGE_ORGANISATION),
    "units": Console(Permission.MANAGE_ORGANISATION),
    "unit": Console(Permission.MANAGE_ORGANISATION),
    "unit_remove": Console(Permission.MANAGE_ORGANISATION, "post"),
    "unit_restore": Console(Permission.MANAGE_ORGANISATION, "post"),
    "holidays": Console(Permission.MANAGE_ORGANISATION),
    "holiday_remove": Console(Permission.MANAGE_ORGANISATION, "post"),
    "holiday_restore": Console(Permission.MANAGE_ORGANISATION, "post"),
    "hosted": Console(Permission.HOST_ORGANISATIONS),
    "audit": Console(Permission.SEE_AUDIT),
    "audit_export": Console(Permission.SEE_AUDIT),
    "closing": Console(Permission.CLOSE_ORGANISATION),
    "organisation_export": Console(Permission.CLOSE_ORGANISATION, "post"),
    "sites": Console(Permission.SEE_MEASURES),
    "site_add": Console(Permission.MANAGE_SITES),
    "definitions": Console(Permission.SEE_MEASURES),
    "audience": Console(Permission.SEE_MEASURES),
    "table": Console(Permission.SEE_MEASURES),
    "export_all": Console(Permission.EXPORT_DATA),
    "export_one": Console(Permission.EXPORT_DATA),
    "live": Console(Permission.SEE_MEASURES),
    "live_now": Console(Permission.SEE_MEASURES),
    "mode": Console(Permission.SEE_MEASURES),
    "mode_declare": Console(Permission.DECLARE_BASIS, "post"),
    "mode_exempt": Console(Permission.DECLARE_BASIS, "post"),
    "mode_document": Console(Permission.SEE_MEASURES),
    "site_settings": Console(Permission.MANAGE_SITES),
    "site_delete": Console(Permission.MANAGE_SITES),
    "snippet": Console(Permission.SEE_MEASURES),
    "arrival": Console(Permission.SEE_MEASURES),
    "health": Console(Permission.SEE_MEASURES),
    "segments": Console(Permission.SEE_MEASURES),
    "segment_add": Console(Permission.MANAGE_SITES, "post"),
    "segment_remove": Console(Permission.MANAGE_SITES, "post"),
    "notes": Console(Permission.SEE_MEASURES),
    "note_add": Console(Permission.MANAGE_SITES, "post"),
    "note": Console(Permission.MANAGE_SITES),
    "note_remove": Console(Permission.MANAGE_SITES, "post"),
    "goals": Console(Permission.SEE_MEASURES),
    "procedures": Console(Permission.SEE_MEASURES),
    "goals_part": Console(Permission.SEE_MEASURES),
    "goal_add": Console(Permission.MANAGE_SITES, "post"),
    "goal_remove": Console(Permission.MANAGE_SITES, "post"),
    "imports": Console(Permission.IMPORT_DATA),
    "imports_list": Console(Permission.IMPORT_DATA),
    "import_begin": Console(Permission.IMPORT_DATA, "post"),
    "import_piece": Console(Permission.IMPORT_DATA, "post"),
    "import_drop": Console(Permission.IMPORT_DATA, "post"),
    "import_retry": Console(Permission.IMPORT_DATA, "post"),
    "letters": Console(Permission.SEE_MEASURES),
    "letters_end_own": Console(Permission.SEE_MEASURES, "post"),
    "letters_end": Console(Permission.SHARE_MEASURES, "post"),
    "alerts_watch": Console(Permission.SHARE_MEASURES, "post"),
    "kept": Console(Permission.SEE_MEASURES),
    "shares": Console(Permission.SHARE_MEASURES),
    "share_stop": Console(Permission.SHARE_MEASURES, "post"),
    "api_tokens": Console(Permission.MANAGE_SITES),
    "api_token_revoke": Console(Permission.MANAGE_SITES, "post"),
}
