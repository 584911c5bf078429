# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from fastcore.basics import patch
from .kpis import POOLED, LOCATIONS, plan_detail, pooled_rows, location_rows
from .lists import act_on_list, list_ids, list_sums
from .orders import OrderError, OrderQuestion
from .page import EXPORT_TOOLS, Page
from .rows import MOVES, STATES, line_action, transfer_lines
from .safe_text import count_words
from .kpis import orders_export
from .widgets import Note, Table

__all__ = ['MOVE_TOOLS']
MOVE_TOOLS: Any
