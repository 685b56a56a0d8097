"""Lines of an invented combined log."""

from datetime import UTC, datetime, timedelta

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
NOON = datetime(2024, 6, 1, 10, tzinfo=UTC)


def line(
    path: str = "/",
    *,
    at: datetime = NOON,
    address: str = "192.0.2.7",
    method: str = "GET",
    status: int = 200,
    referrer: str = "-",
    agent: str = FIREFOX,
    host: str = "",
) -> str:
    text = f'{address} - - [{at:%d/%b/%Y:%H:%M:%S +0000}] "{method} {path} HTTP/1.1" {status} 512 "{referrer}" "{agent}"'
    return f"{host} {text}" if host else text


def day_of_lines(number: int, *, start: datetime = NOON) -> list[str]:
    """That many lines, a second apart, of twenty visitors and ten pages."""
    return [line(f"/pagina-{n % 10}", at=start + timedelta(seconds=n), address=f"192.0.2.{n % 20}") for n in range(number)]


def log(*lines: str) -> str:
    return "".join(f"{each}\n" for each in lines)
