"""Comparison -> the published JSON, its schema and CSV. Text out; host.py and __main__.py write it to files."""

from .published import EXPORTS, ExportFile, export_list, files

__all__ = ["EXPORTS", "ExportFile", "export_list", "files"]
