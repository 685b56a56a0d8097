"""What the pages of measurement show: from an address and a query's answers to the small values that templates draw."""
