"""Text files as spreadsheets save them."""


def text_of(data: bytes) -> str:
    """The text of a CSV: UTF-8 with or without its mark, UTF-16 with it, or else Windows' own. What is no text is replaced."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
