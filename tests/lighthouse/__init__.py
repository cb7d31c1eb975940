"""Lighthouse on the built site, served as a host does: `make lighthouse`. Not a part of `make test`."""
