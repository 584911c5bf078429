# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .inbox import book_answer, fix_answer, ignore_answer, inbox_channels, inbox_counts, inbox_rows, show_answer
from .kpis import plain
from .lists import list_question
from .orders import TRANSFER, OrderError
from .page import EXPORT_TOOLS, Page, box
from .rows import button, col, field, form, read_number
from .store import Store, tables
from .widgets import Note, Table

__all__ = ['SAYS', 'INBOX_STATES', 'INBOX', 'answer_words', 'inbox_page', 'answer_lines', 'readable_message']
SAYS: Any
def answer_words(row: dict) -> str: ...
INBOX_STATES: Any
def inbox_page(store: Store, q: dict | None = ...) -> dict: ...
def answer_lines(rows: list, orders: list = ...) -> list[dict]: ...
def readable_message(text: str, most: int = ...) -> str: ...
INBOX: Any
