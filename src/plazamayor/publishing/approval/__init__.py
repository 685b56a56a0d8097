"""Another person says yes to exactly what leaves.

An approval is bound to the digest of texts, media, alternative texts, channels and hours (`publishing.content`); if any of them changes it
falls, also once it is scheduled. It expires. Whoever wrote any revision of a piece approves none of its stages.
"""
