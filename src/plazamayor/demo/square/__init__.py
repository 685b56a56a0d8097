"""What the invented town tells: its channels, its campaign, and pieces in every state, some already published.

Nothing of it leaves the machine: its accounts on networks are paused, and what is said to be published was only written down.
"""
