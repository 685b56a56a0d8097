"""The catalogue of procedures and their steps: kept by hand or from a file, and tried on real visits while it is edited."""
