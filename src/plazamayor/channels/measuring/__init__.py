"""How publications go, asked of the networks on a schedule."""
