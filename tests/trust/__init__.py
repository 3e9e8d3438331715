"""The trust plan as code: every promise of docs/trust.md attacked, a little in CI and at length by `make trust`."""
