"""Flask or Django: from data/ to pages, exports and checked evidence. `python -m macros --help` lists the commands."""
