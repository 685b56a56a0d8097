"""What an e-office's server tells: steps of procedures whose pages cannot carry the tracker. See `docs/e-office.md`."""
