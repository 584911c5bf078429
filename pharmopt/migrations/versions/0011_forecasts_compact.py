"""Forecasts of SQLite without a hidden row number: the key alone is the table, in half the room"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0011', '0010', None, None

def upgrade():
    if op.get_context().dialect.name!='sqlite': return
    op.create_table('forecasts_new', *[sa.Column(k, kind, primary_key=True, nullable=False) for k,kind in
                                       (('run_id', sa.String()), ('unique_id', sa.String()), ('ds', sa.DateTime()), ('name', sa.String()))],
                    sa.Column('value', sa.Float(), nullable=True), sqlite_with_rowid=False)
    op.execute('INSERT INTO forecasts_new (run_id, unique_id, ds, name, value) SELECT run_id, unique_id, ds, name, value FROM forecasts')
    op.drop_table('forecasts')
    op.rename_table('forecasts_new', 'forecasts')
