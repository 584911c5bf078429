# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import math
import sqlalchemy as sa
from fastcore.basics import patch
from .kpis import LOTS, MEMBERS, card, item_cards, item_chart, item_forecast, item_lead, lots_rows, member_rows, past_chart, past_forecast, plan_folder, plan_paths, try_fields, uncertain_words, what_if, what_if_cards
from .lists import read_lines
from .orders import OrderError
from .page import Page, box, next_step, titled, two
from .rows import ORDERS, line_action, order_lines, proposal_lines, read_number
from .safe_text import count_words
from .store import tables
from .widgets import Cards, Chart, Form, Note, Picker, Table

__all__ = ['ORDERED_ITEM']
ORDERED_ITEM: Any
