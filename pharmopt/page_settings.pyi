# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re, tempfile, threading
from dataclasses import fields
from pathlib import Path
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .apart import read_apart
from .kpis import Watch
from .orders import OrderError
from .page import Page, box, store_has, titled, two
from .optimize import check_unmet
from .readings import kept_readings
from .restore import free_store
from .rows import read_number, read_share
from .safe_text import count_words
from .settings import SettingsError
from .store import Store, tables, utcnow
from .subprocesses import Stream, store_url
from .widgets import Form, Note, Table

__all__ = ['TARGETS', 'UNMET', 'LARGEST', 'ROLES', 'CHOICES', 'parameters', 'set_parameter', 'understood', 'column_roles', 'chosen_reading']
TARGETS: Any
UNMET: Any
def parameters(store: Store) -> dict: ...
def set_parameter(store: Store, name: str, value, *, actor: str = ...) -> None: ...
def understood(report: dict) -> list: ...
LARGEST: int
ROLES: Any
CHOICES: Any
def column_roles(columns, report: dict, reading: dict) -> dict: ...
def chosen_reading(columns, values: dict) -> dict: ...
