"""The town's eight procedures: how they are, who goes through them, why some give up, and what the town hall tells of them.

Promise: every cause of abandonment that is planted is written in `docs/demo-truth.md`, and there is no other.
"""
