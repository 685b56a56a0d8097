"""Pictures and videos: taken in with care, kept under their digest, described."""
