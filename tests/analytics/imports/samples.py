"""A line or two of every format, written by hand, and what they say."""

from typing import NamedTuple

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
NOON = 1_717_236_000  # 2024-06-01T10:00:00Z
COMBINED = f'192.0.2.7 - - [01/Jun/2024:12:00:00 +0200] "GET /agenda?x=1 HTTP/1.1" 200 512 "https://busca.example/" "{FIREFOX}"'
_CADDY = (
    '{"ts":1717236000.25,"logger":"http.log.access","request":{"remote_ip":"192.0.2.7","method":"GET","host":"www.villa.example",'
    f'"uri":"/agenda?x=1","headers":{{"User-Agent":["{FIREFOX}"],"Referer":["https://busca.example/"]}}}},"status":200}}'
)


class Sample(NamedTuple):
    """A log of one GET of /agenda?x=1 at NOON; `host` and `agent` say whether its lines carry them."""

    format: str
    text: str
    host: bool = False
    agent: bool = True
    referrer: bool = True


SAMPLES = [
    Sample("combined", COMBINED),
    Sample("common", '192.0.2.7 - Ana López [01/Jun/2024:12:00:00 +0200] "GET /agenda?x=1 HTTP/1.1" 200 512', agent=False, referrer=False),
    Sample("vhost combined", f"www.villa.example:443 {COMBINED}", host=True),
    Sample(
        "vhost common",
        'www.villa.example 192.0.2.7 - - [01/Jun/2024:12:00:00 +0200] "GET /agenda?x=1 HTTP/1.1" 200 -',
        host=True,
        agent=False,
        referrer=False,
    ),
    Sample("OVH", COMBINED.replace(" - - ", " www.villa.example - "), host=True),
    Sample("Gandi", "www.villa.example " + COMBINED.replace("] ", "] (0 s) "), host=True),
    Sample(
        "Amazon S3",
        '79a5 www.villa.example [01/Jun/2024:10:00:00 +0000] 192.0.2.7 - 3E57 REST.GET agenda "GET /agenda?x=1 HTTP/1.1" 200 - 512 512 7 6 '
        f'"https://busca.example/" "{FIREFOX}"',
        host=True,
    ),
    Sample(
        "Amazon ELB",
        "2024-06-01T10:00:00.945958Z villa 192.0.2.7:2817 10.0.0.1:80 0.01 0.01 0.01 200 200 0 57 "
        f'"GET https://www.villa.example:443/agenda?x=1 HTTP/1.1" "{FIREFOX}" ECDHE-RSA TLSv1.2',
        host=True,
        referrer=False,
    ),
    Sample(
        "Amazon ALB",
        "h2 2024-06-01T10:00:00.127531Z app/villa/1 192.0.2.7:2817 10.0.0.1:80 0.001 0.102 0.000 200 200 225 24950 "
        f'"GET https://www.villa.example:443/agenda?x=1 HTTP/2.0" "{FIREFOX}" ECDHE TLSv1.2 arn "Root=1-a" "-" 0',
        host=True,
        referrer=False,
    ),
    Sample(
        "HAProxy",
        "Jun  1 12:00:00 lb haproxy[68]: 192.0.2.7:5500 [01/Jun/2024:12:00:00.584] web~ web/a 0/0/0/7/7 200 745 - - ---- 5/4/0/1/0 0/0 "
        '"GET /agenda?x=1 HTTP/1.1"'.replace("Jun  1", "Jun 1"),
        agent=False,
        referrer=False,
    ),
    Sample(
        "HAProxy, without syslog",
        '192.0.2.7:5500 [01/Jun/2024:12:00:00.584] web~ web/a 0/0/0/7/7 200 745 - - ---- 5/4/0/1/0 0/0 "GET /agenda?x=1 HTTP/1.1"',
        agent=False,
        referrer=False,
    ),
    Sample(
        "Bunny",
        f"HIT|200|1717236000500|23|39|192.0.2.7|https://busca.example/|https://www.villa.example/agenda?x=1|WA|{FIREFOX}|32b|ES",
        host=True,
    ),
    Sample(
        "Bunny",
        f"MISS|200|1717236000500|-|39|192.0.2.7|https://busca.example/|https://www.villa.example/agenda?x=1|WA|{FIREFOX}|32b|ES|12|-|-",
        host=True,
    ),
    Sample("Caddy JSON", _CADDY, host=True),
    Sample(
        "Traefik JSON",
        '{"ClientHost":"192.0.2.7","DownstreamStatus":200,"RequestHost":"www.villa.example","RequestMethod":"GET","RequestPath":"/agenda?x=1",'
        f'"StartUTC":"2024-06-01T10:00:00.773360139Z","request_User-Agent":"{FIREFOX}","request_Referer":"https://busca.example/"}}',
        host=True,
    ),
    Sample(
        "nginx JSON",
        '{"time_iso8601":"2024-06-01T12:00:00+02:00","remote_addr":"192.0.2.7","host":"www.villa.example",'
        f'"request":"GET /agenda?x=1 HTTP/2.0","status":"200","http_referer":"https://busca.example/","http_user_agent":"{FIREFOX}"}}',
        host=True,
    ),
    Sample(
        "W3C extended",
        "#Software: Microsoft IIS 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) "
        "cs(Referer) cs-host sc-status time-taken\n2024-06-01 10:00:00 10.0.0.1 GET /agenda x=1 192.0.2.7 "
        f"{FIREFOX.replace(' ', '+')} https://busca.example/ www.villa.example 200 15",
        host=True,
    ),
    Sample(
        "W3C extended",
        "#Fields: date time c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query x-host-header\n"
        "2024-06-01\t10:00:00\t192.0.2.7\tGET\td1.cdn.example\t/agenda\t200\thttps://busca.example/\t"
        f"{FIREFOX.replace(' ', '%2520')}\tx=1\twww.villa.example",
        host=True,
    ),
    Sample(
        "W3C extended",
        "#Fields: time date c-ip cs-uri cs-uri-query cs-method sc-status cs(User-Agent) cs(Referrer)\n"
        f'"10:00:00" "2024-06-01" "192.0.2.7" "www.villa.example/agenda" "x=1" "GET" "200" "{FIREFOX}" "https://busca.example/"',
        host=True,
    ),
    Sample(
        "W3C extended",
        "#Fields: date-local time-local cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) cs(Referer) sc-status\n"
        f'2024-06-01 12:00:00.363 GET /agenda x=1 "192.0.2.7" "{FIREFOX}" "https://busca.example/" 200',
    ),
]
STREAMED = [
    ("Icecast", COMBINED + " 1807"),
    (
        "SHOUTcast",
        "#Software: SHOUTcast\n#Fields: c-ip c-dns date time cs-uri-stem c-status\n192.0.2.7 radio 2024-06-01 10:00:00 /radio 200",
    ),
    ("SHOUTcast", "#Fields: c-ip date cs-uri-stem c-status x-duration avgbandwidth time\n192.0.2.7 2024-06-01 /radio 200 1 52 10:00:00"),
    (
        "CloudFront RTMP",
        "#Version: 1.0\n#Fields: date time x-edge-location c-ip x-event sc-bytes\n2024-06-01 10:00:00 MAD 192.0.2.7 play 1",
    ),
]
