# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import sqlalchemy as sa
import pandas as pd
from fastcore.basics import patch
from .alerts import acknowledge, alert_rows, mute, open_alerts
from .kpis import ALERTS, item_chart, item_facts, key_figures, orders_export, plan_paths, plan_run
from .lists import act_on_list, list_ids, list_page, list_sums, undo_batch, why_person
from .orders import OrderError
from .page import EXPORT_TOOLS, Page, box, next_step, titled
from .rows import PROPOSALS, REASONS, SNOOZE, STATES, field, line_action, proposal_lines, read_number
from .safe_text import count_words
from .store import Store, tables, utcnow
from .subprocesses import may_demonstrate
from .widgets import Cards, Chart, Form, Note, Picker, Table

__all__ = ['PROPOSAL_TOOLS', 'plan_words']
PROPOSAL_TOOLS: Any
def plan_words(store: Store) -> tuple: ...
