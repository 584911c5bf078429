# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import json, os, subprocess, sys, threading, time
from pathlib import Path

__all__ = ['MEMORY', 'SECONDS', 'read_apart']
MEMORY: Any
SECONDS: Any
def read_apart(path, kind: str = ..., *, options: dict | None = ..., rows: int = ..., memory: int = ..., seconds: float = ...) -> dict: ...
