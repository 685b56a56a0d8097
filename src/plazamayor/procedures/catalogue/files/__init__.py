"""The catalogue as a file: the same columns that are taken away can be brought, and what would change is told before it does."""
