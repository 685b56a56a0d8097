"""The database's own refusal to change or delete what the register holds. Words may be erased, never changed."""

from plazamayor.core.append_only import Kept

ENTRY, TEXT = "publishing_publication", "publishing_publicationtext"
_KEPT = Kept(
    "register_refuse",
    "the register of publications only grows",
    (("publication_kept", "UPDATE", ENTRY), ("publication_not_deleted", "DELETE", ENTRY), ("publication_text_kept", "UPDATE", TEXT)),
    (("publication_not_emptied", ENTRY),),
)
install = _KEPT.install
remove = _KEPT.remove
