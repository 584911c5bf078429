# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import contextlib, os, sqlite3
from pathlib import Path
import sqlalchemy as sa
from .store import SCHEMA, Store, StoreError, only_user, utcnow

__all__ = ['check_backup', 'restore', 'free_store']
def check_backup(path) -> str: ...
def restore(url, path) -> Path | None: ...
def free_store(folder, stem: str) -> Path: ...
