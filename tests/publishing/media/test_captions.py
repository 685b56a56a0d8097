"""Captions are read with care and written again; a video is not taken without them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.publishing.media.captions import Cue, WrongCaptions, clean, read
from plazamayor.publishing.media.operations import LacksWords, NotAVideo, take_video
from plazamayor.publishing.models import Media
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.pieces import NOW

VTT = "WEBVTT\n\n00:01.000 --> 00:03.500\nPara pedir la ayuda\n\n00:04.000 --> 00:06.000\nentra en la sede.\n"
SRT = "1\r\n00:00:01,000 --> 00:00:03,500\r\nPara pedir la ayuda\r\n"


def test_captions_are_read_in_both_ways_they_are_written() -> None:
    assert read(VTT) == [Cue(1000, 3500, "Para pedir la ayuda"), Cue(4000, 6000, "entra en la sede.")]
    assert clean(SRT) == "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nPara pedir la ayuda\n"


@pytest.mark.parametrize(
    "text",
    ["", "WEBVTT\n", "WEBVTT\n\n00:03.000 --> 00:01.000\nx\n", "WEBVTT\n\nayer --> hoy\nx\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"],
)
def test_what_is_wrong_with_captions_is_said(text: str) -> None:
    with pytest.raises(WrongCaptions):
        read(text)


def test_nothing_in_captions_runs() -> None:
    assert clean("WEBVTT\n\n00:01.000 --> 00:02.000\n<script>x</script><b>Hola</b>\n").splitlines()[3] == "x<b>Hola</b>"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        once = clean(text)
    except WrongCaptions:
        return
    assert clean(once) == once


def video(cast: Cast, **given_: object) -> Media:
    asked: dict[str, object] = {
        "organisation": cast.organisation, "name": "Cómo pedirla", "language": "es", "captions_text": VTT, "transcript": "Para pedir…",
        "people": "none", "by": cast.editor, "now": NOW, "address": "https://videos.example/1",
    }  # fmt: skip
    return take_video(**{**asked, **given_})  # type: ignore[arg-type]  # what a test gives


def test_a_video_of_elsewhere_is_kept_with_its_words(cast: Cast) -> None:
    kept = video(cast)
    assert (kept.kind, kept.address, kept.transcript) == ("video", "https://videos.example/1", {"es": "Para pedir…"})


@pytest.mark.parametrize(
    ("lacks", "wrong"), [({"captions_text": " "}, LacksWords), ({"transcript": ""}, LacksWords), ({"address": "http://x"}, NotAVideo)]
)
def test_a_video_without_its_words_or_its_place_is_refused(cast: Cast, lacks: dict[str, object], wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        video(cast, **lacks)


def test_a_file_is_a_video_by_what_it_holds_and_not_by_its_name(cast: Cast) -> None:
    real = SimpleUploadedFile("a.exe", b"\x00\x00\x00\x18ftypmp42" + b"\0" * 40)
    assert video(cast, file=real, address="").mime == "video/mp4"
    with pytest.raises(NotAVideo):
        video(cast, file=SimpleUploadedFile("a.mp4", b"MZ" + b"\0" * 40), address="")


def test_the_page_asks_for_captions_and_transcript(cast: Cast, sign_in: SignIn) -> None:
    given_ = {"name": "Cómo", "address": "https://videos.example/1", "language": "es", "people": "none"}
    client, address = sign_in(cast.editor), reverse("media_video", args=[cast.organisation.code])
    client.post(address, given_)
    assert Media.objects.count() == 0
    client.post(address, {**given_, "transcript": "Para pedir…", "captions": SimpleUploadedFile("a.vtt", VTT.encode("utf-16"))})
    assert Media.objects.get().captions == {"es": clean(VTT)}
