"""Tables and columns under the words of the glossary: catalog, open_orders, review_days, shelf_life_days; times in days and costs per day"""
import pandas as pd
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = '0004', '0003', None, None

FREQ = {'W':'W-MON', 'M':'MS', 'ME':'MS', 'Q':'QS', 'QE':'QS', 'Y':'YS', 'A':'YS', 'YE':'YS', 'H':'h'}

def upgrade():
    op.rename_table('catalogue', 'catalog')
    op.rename_table('pipeline', 'open_orders')
    with op.batch_alter_table('catalog') as t:
        t.alter_column('review_period', new_column_name='review_days')
        t.alter_column('shelf_life', new_column_name='shelf_life_days')
    to_days(op.get_bind())

def period_days(freq):
    "Length of a period as the version before had it: a month as its mean"
    ds = pd.date_range('2001-01-01', periods=13, freq=FREQ.get(freq, freq))
    return (ds[-1]-ds[0])/pd.Timedelta(12, 'D')

def to_days(conn):
    "A store of weekly, monthly or hourly demand held lead times, review periods and lives in periods, and holding costs per period"
    runs = sa.table('runs', sa.column('kind', sa.String), sa.column('detail', sa.JSON), sa.column('started_at', sa.DateTime))
    detail = conn.execute(sa.select(runs.c.detail).where(runs.c.kind=='ingest').order_by(runs.c.started_at.desc()).limit(1)).scalar()
    n = period_days((detail or {}).get('freq') or 'D')
    if abs(n-1)<1e-9: return
    times = 'lead_time_mean', 'lead_time_sd', 'review_days', 'shelf_life_days'
    cat = sa.table('catalog', *(sa.column(c, sa.Float) for c in (*times, 'holding_cost')))
    conn.execute(sa.update(cat).values({c: cat.c[c]*n for c in times} | dict(holding_cost=cat.c.holding_cost/n)))
    learned = sa.table('lead_times', *(sa.column(c, sa.Float) for c in ('prior_mean','prior_sd','mean','sd')))
    conn.execute(sa.update(learned).values({c.name: c*n for c in learned.c}))
