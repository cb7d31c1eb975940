"""Frameworks changed so that a claim becomes false, to see that its probe fails: `python -m tests.turned`.

A file for each topic holds, by the name of a probe without `test_`: `says`, what the changed framework does;
`module`, a module of a package under test; and `code` of ours that runs in that module's names when it has been
imported, in every process of the probe. Nothing of the framework is copied or edited.
"""
