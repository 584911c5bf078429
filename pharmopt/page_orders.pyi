# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import datetime as dt, math
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .kpis import AUDIT, OUTBOX, STATUS, audit_rows, orders_export, plain, store_day
from .lists import act_on_list, list_ids, list_sums
from .orders import TRANSFER, OrderError, OrderQuestion
from .outbox import outbox_rows, retry_now, submit
from .page import EXPORT_TOOLS, Page
from .rows import ORDERS, STATES, button, col, line_action, order_lines
from .safe_text import count_words
from .store import Store, tables, utcnow
from .widgets import Note, Table

__all__ = ['BASKETS', 'ORDER_TOOLS', 'next_cutoff', 'basket_rows']
def next_cutoff(order_days: str | None, cutoff: str | None, now: pd.Timestamp) -> pd.Timestamp | None: ...
def basket_rows(store: Store, now: pd.Timestamp | None = ...) -> list[dict]: ...
BASKETS: Any
ORDER_TOOLS: Any
