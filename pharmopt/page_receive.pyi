# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import uuid
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .counts import book_count, count_sheet, sheet_page, start_count
from .kpis import lots_rows, plain
from .safe_text import count_words
from .ledger import REASONS, LedgerError, lift_recall, movements, recall, recalled, reverse, write_off
from .orders import OrderError, OrderQuestion
from .page import EXPORT_TOOLS, Page, box, titled, two
from .rows import NO_EXPIRY, button, col, read_number
from .store import tables
from .widgets import Form, Note, Picker, Table

__all__ = ['DELIVERY', 'MOVEMENTS']
DELIVERY: Any
MOVEMENTS: Any
