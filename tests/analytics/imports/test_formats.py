"""Every format is recognised from its content and says the same of the same request."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plazamayor.analytics.imports.columns import joined, read_columns
from plazamayor.analytics.imports.formats import FORMATS, StreamingLog, UnknownFormat, detect
from plazamayor.analytics.imports.forms import LogsForm
from plazamayor.analytics.imports.hits import Clock, Rejected
from plazamayor.analytics.imports.language import BadPattern, Pattern
from plazamayor.analytics.imports.sources import Source, batches, head_of
from tests.analytics.imports.samples import COMBINED, FIREFOX, NOON, SAMPLES, STREAMED, Sample

CLOCK = Clock(ZoneInfo("Europe/Madrid"), 2_000_000_000)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format)
def test_a_format_is_recognised_and_read(sample: Sample) -> None:
    form = detect(sample.text.encode().split(b"\n"), CLOCK)

    columns = read_columns(sample.text.encode(), form, CLOCK)

    assert form.name == sample.format
    assert columns.time.tolist() == [NOON]
    assert {name: array.to_pylist() for name, array in columns.texts.items()} == {
        "address": [b"192.0.2.7"],
        "agent": [FIREFOX.encode() if sample.agent else b""],
        "uri": [b"/agenda?x=1"],
        "referrer": [b"https://busca.example/" if sample.referrer else b""],
        "host": [columns.texts["host"][0].as_py() if sample.host else b""],
    }
    assert form.reader.has_agent == sample.agent
    assert columns.texts["host"][0].as_py().split(b":")[0] == (b"www.villa.example" if sample.host else b"")


def test_every_format_of_the_registry_has_a_sample() -> None:
    assert {form.name for form in FORMATS} <= {sample.format for sample in SAMPLES}


@pytest.mark.parametrize(("what", "text"), STREAMED)
def test_streaming_media_is_refused_by_name(what: str, text: str) -> None:
    with pytest.raises(StreamingLog, match=what):
        detect(text.encode().split(b"\n"), CLOCK)


def test_an_unknown_format_is_refused_with_the_pattern_to_give() -> None:
    with pytest.raises(UnknownFormat, match=r"--format '\$remote_addr"):
        detect([b"yesterday somebody saw a page"], CLOCK)


@pytest.mark.parametrize("text", [STREAMED[0][1], "yesterday somebody saw a page"])
def test_on_the_page_what_to_do_names_the_field_of_the_form(text: str) -> None:
    with pytest.raises((StreamingLog, UnknownFormat)) as refused:
        detect(text.encode().split(b"\n"), CLOCK, on_page=True)

    said = str(refused.value)
    assert (f"“{LogsForm().fields['pattern'].label}”" in said, "--format" in said) == (True, False)


def test_a_given_pattern_reads_a_date_of_its_own() -> None:
    pattern = Pattern('$remote_addr - - [$time{%B - %d, %Y:%H:%M:%S}] "$request" $status $body_bytes_sent')

    hit = pattern.read(b'192.0.2.7 - - [June - 01, 2024:12:00:00] "GET / HTTP/1.0" 200 368', CLOCK)

    assert (hit.time, hit.uri, hit.address) == (NOON, b"/", b"192.0.2.7")


def test_a_pattern_may_be_apaches() -> None:
    pattern = Pattern(r"%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D")

    hit = pattern.read(COMBINED.encode() + b" 1234", CLOCK)

    assert (hit.time, hit.agent) == (NOON, FIREFOX.encode())


@pytest.mark.parametrize("text", ["", "$remote_addr $status", '[$time_local] "$request" $status', "words alone"])
def test_a_pattern_that_says_too_little_is_refused(text: str) -> None:
    with pytest.raises(BadPattern):
        Pattern(text)


def test_what_servers_escape_is_read_as_it_was() -> None:
    line = COMBINED.replace("/agenda?x=1", r"/\x22caf\xc3\xa9\x22").replace(FIREFOX, r"a \"b\" c\\d")

    columns = read_columns(line.encode(), FORMATS[3], CLOCK)

    assert columns.texts["uri"].to_pylist() == ['/"café"'.encode()]
    assert columns.texts["agent"].to_pylist() == [rb'a "b" c\d']


def test_a_line_of_another_date_or_too_long_is_rejected() -> None:
    lines = [
        COMBINED.replace("01/Jun", "31/Jun"),
        COMBINED.replace("/2024:", "/2064:"),
        COMBINED + " " * 70_000 + "x",
        COMBINED.replace("12:00:00", "25:00:00"),
    ]

    columns = read_columns("\n".join(lines).encode(), FORMATS[3], CLOCK)

    assert (columns.read, len(columns.time), dict(columns.rejected)) == (4, 0, {"time": 3, "too_long": 1})


def test_a_sample_of_a_rejected_line_shows_its_shape_and_nothing_else() -> None:
    columns = read_columns('192.0.2.7 roto "GET /expediente/12345678Z ñandú'.encode(), FORMATS[3], CLOCK)

    assert columns.samples == [("malformed", '999.9.9.9 xxxx "xxx /xxxxxxxxxx/99999999x xxxxx')]


def test_a_w3c_log_may_change_its_columns_on_the_way() -> None:
    text = (
        b"#Fields: date time c-ip cs-method cs-uri-stem sc-status\n2024-06-01 10:00:00 192.0.2.7 GET /a 200\n"
        b"#Fields: date time sc-status cs-uri-stem cs-method c-ip\n2024-06-01 10:00:01 200 /b GET 192.0.2.7\n2024-06-01 10:00:02 200 /c\n"
    )

    columns = read_columns(text, detect(text.split(b"\n"), CLOCK), CLOCK)

    assert columns.texts["uri"].to_pylist() == [b"/a", b"/b"]
    assert (dict(columns.filtered), dict(columns.rejected)) == ({"comment": 2}, {"columns": 1})


def test_a_table_without_a_heading_is_rejected_line_by_line() -> None:
    form = detect(b"#Fields: date time c-ip\n".split(b"\n"), CLOCK)

    with pytest.raises(Rejected, match="columns"):
        form.reader.read(b"2024-06-01", CLOCK)


REAL = {
    "alb.log": ("Amazon ALB", 1, 1), "amazon_cloudfront_rtmp.log": "CloudFront RTMP", "amazon_cloudfront_web.log": ("W3C extended", 3, 1),
    "caddy_json.log": ("Caddy JSON", 3, 3), "common.log": ("common", 1, 0), "common.log.bz2": ("common", 1, 0),
    "common.log.gz": ("common", 1, 0),
    "common_complete.log": ("vhost combined", 1, 0), "common_encoding_big5.log": ("vhost combined", 1, 0),
    "common_vhost.log": ("vhost common", 1, 0), "custom_regex_custom_date.log": "--format", "elb.log": ("Amazon ELB", 3, 1),
    "gandi.log": ("Gandi", 2, 1), "goatcounter_bunny": ("Bunny", 5, 5), "goatcounter_bunny-extended": ("Bunny", 5, 5),
    "goatcounter_caddy_1.json": ("Caddy JSON", 1, 1), "goatcounter_caddy_2.json": ("Caddy JSON", 5, 0),
    "goatcounter_cmd_goatcounter_testdata_access_log": ("combined", 2, 2), "goatcounter_combined": ("combined", 5, 5),
    "goatcounter_combined-vhost": ("vhost combined", 5, 5), "goatcounter_common": ("common", 5, 5),
    "goatcounter_common-vhost": ("vhost common", 5, 5), "haproxy.log": ("HAProxy", 1, 0), "icecast2.log": "Icecast",
    "iis.log": ("W3C extended", 5, 1),
    "iis_custom.log": ("W3C extended", 10, 2), "incapsula_w3c.log": ("W3C extended", 6, 1), "logs_to_tests.log": ("combined", 6, 3),
    "ncsa_extended.log": ("combined", 1, 0), "netscaler.log": ("W3C extended", 5, 0), "nginx_json.log": ("nginx JSON", 2, 2),
    "ovh.log": ("OVH", 1, 0),
    "s3.log": ("Amazon S3", 1, 1), "shoutcast.log": "SHOUTcast", "splitted_date_and_time.log": "SHOUTcast",
    "static_ignores.log": ("vhost combined", 4, 4), "traefik_json.log": ("Traefik JSON", 1, 1),
}  # fmt: skip


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_a_real_sample_is_recognised_or_refused(name: str, real_data: Path) -> None:
    expected = REAL[name]
    with (real_data / "access_logs" / "formats" / name).open("rb") as file:
        source = Source(name, file)
        if isinstance(expected, str):
            with pytest.raises((StreamingLog, UnknownFormat), match=expected):
                detect(head_of(source.stream()), CLOCK)
            return
        form = detect(head_of(source.stream()), CLOCK)

        columns = joined([read_columns(batch, form, CLOCK) for batch in batches(source.stream(), 1 << 20)])

    assert (form.name, columns.read, len(columns.time)) == expected
    assert columns.rejected.total() == 0
    assert columns.read == len(columns.time) + columns.filtered.total()


@pytest.mark.real
def test_every_real_sample_is_expected(real_data: Path) -> None:
    assert {path.name for path in (real_data / "access_logs" / "formats").iterdir()} == set(REAL)


@pytest.mark.real
def test_a_real_log_with_broken_records_loses_no_line(real_data: Path) -> None:
    data = (real_data / "access_logs" / "dirty_2024.log").read_bytes()

    columns = read_columns(data, detect(data.split(b"\n")[:200], CLOCK), CLOCK)

    assert columns.read == len(data.splitlines())
    assert columns.read == len(columns.time) + columns.filtered.total() + columns.rejected.total()
    assert dict(columns.rejected) == {"malformed": 162}
