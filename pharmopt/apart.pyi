# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import contextlib, gzip, json, os, subprocess, sys, threading, time, zipfile, zlib
from pathlib import Path
from .cells import refuse_open_database

__all__ = ['MEMORY', 'SECONDS', 'DIRECT', 'TEXT', 'read_apart', 'unpacked', 'admit']
MEMORY: Any
SECONDS: Any
def read_apart(path, kind: str = ..., *, options: dict | None = ..., rows: int = ..., memory: int = ..., seconds: float = ..., advice: str = ...) -> dict: ...
DIRECT: Any
TEXT: Any
def unpacked(path: str | Path) -> int: ...
def admit(path: str | Path, kind: str = ..., *, options: dict | None = ..., memory: int = ..., seconds: float = ...) -> None: ...
