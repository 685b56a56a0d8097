"""The thread of a campaign: from the official act to who got it done, figure by figure."""
