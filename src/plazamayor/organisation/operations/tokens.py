"""Secrets carried by links: drawn at random, kept only as a hash."""

import hashlib
import secrets


def draw() -> tuple[str, str]:
    """A new secret and the hash of it that is kept."""
    token = secrets.token_urlsafe(32)
    return token, hashed(token)


def hashed(token: str) -> str:
    """What is kept of a secret. It is random and long, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
