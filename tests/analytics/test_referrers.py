"""Referrers: the host, and the channel it belongs to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.referrers import channel_of, is_spam, read_referrer, spam_hosts

OWN = {"villaclara.es", "www.villaclara.es"}


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("", ("", "direct")),
        ("https://www.villaclara.es/agenda", ("", "direct")),
        ("https://www.google.es/", ("google.es", "search")),
        ("https://es.search.yahoo.com/search?p=x", ("es.search.yahoo.com", "search")),
        ("https://docs.google.com/document/1", ("docs.google.com", "other")),
        ("android-app://com.google.android.googlequicksearchbox/", ("google.com", "search")),
        ("https://mail.google.com/", ("mail.google.com", "newsletter")),
        ("https://l.facebook.com/l.php?u=x", ("l.facebook.com", "social")),
        ("https://t.co/abc", ("t.co", "social")),
        ("https://chatgpt.com/", ("chatgpt.com", "ai")),
        ("https://gemini.google.com/app", ("gemini.google.com", "ai")),
        ("https://www.perplexity.ai/search", ("perplexity.ai", "ai")),
        ("https://sede.administracion.gob.es/x", ("sede.administracion.gob.es", "official")),
        ("https://commission.europa.eu/", ("commission.europa.eu", "official")),
        ("https://www.gva.es/es/", ("gva.es", "official")),
        ("https://www.aytoburgos.es/", ("aytoburgos.es", "official")),
        ("https://ajedrez.es/", ("ajedrez.es", "other")),
        ("https://www.diplomas.es/", ("diplomas.es", "other")),
        ("https://elpais.com/espana/?a=1", ("elpais.com", "other")),
        ("http://[::1", ("", "direct")),
        ("no es una dirección", ("", "direct")),
    ],
)
def test_a_referrer_is_read_as_host_and_channel(address: str, read: tuple[str, str]) -> None:
    assert read_referrer(address, OWN) == read


@pytest.mark.parametrize(
    ("referred", "medium", "campaign", "channel"),
    [
        ("search", "", "", "search"),
        ("search", "cpc", "", "campaign"),
        ("direct", "", "ibi-2026", "campaign"),
        ("other", "Email", "ibi-2026", "newsletter"),
        ("social", "social", "", "social"),
    ],
)
def test_campaign_codes_count_before_the_referrer(referred: str, medium: str, campaign: str, channel: str) -> None:
    assert channel_of(referred, medium, campaign) == channel


def test_a_spam_list_covers_the_hosts_under_its_domains(tmp_path: Path) -> None:
    listed = tmp_path / "spammers.txt"
    listed.write_text("# comment\nseo-offers.example\n\nwww.buttons.example\n")

    spam = spam_hosts(listed)

    assert is_spam("seo-offers.example", spam)
    assert is_spam("a.b.seo-offers.example", spam)
    assert is_spam("buttons.example", spam)
    assert not is_spam("not-seo-offers.example", spam)
    assert not is_spam("example", spam)
    assert spam_hosts(None) == frozenset()


@given(st.text())
def test_any_text_is_answered_with_a_known_channel(text: str) -> None:
    host, channel = read_referrer(text, OWN)

    assert channel in {"search", "social", "ai", "official", "newsletter", "direct", "other"}
    assert (host == "") == (channel == "direct")
