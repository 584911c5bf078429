# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .kpis import cover_days, plain
from .lists import list_question
from .orders import OrderError
from .page import EXPORT_TOOLS, Page, box, titled, two
from .rows import col, read_number
from .store import Elsewhere, Store, check_location, tables, utcnow
from .widgets import Form, Note, Table

__all__ = ['CATALOG', 'TEXTS', 'NUMBERS', 'STATUSES', 'item_list', 'save_master']
CATALOG: Any
def item_list(store: Store, q: dict | None = ...) -> dict: ...
TEXTS: Any
NUMBERS: Any
STATUSES: Any
def save_master(store: Store, unique_id: str, values: dict, *, actor: str = ..., create: bool = ...) -> str: ...
