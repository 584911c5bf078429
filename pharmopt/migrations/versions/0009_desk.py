"""Jobs that belong to the store, bulk actions that can be undone, hand edits that survive a plan"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0009', '0008', None, None

def upgrade():
    for name, kind in (('batch', sa.String()), ('proposed_quantity', sa.Float()), ('edited_by', sa.String()), ('edited_at', sa.DateTime()), ('withdrawn', sa.Boolean())):
        op.add_column('orders', sa.Column(name, kind, nullable=True))
    op.add_column('order_log', sa.Column('batch', sa.String(), nullable=True))
    op.create_index(op.f('ix_orders_batch'), 'orders', ['batch'], unique=False)
    op.create_index('ix_orders_list', 'orders', ['status', 'priority'], unique=False)
    op.create_index(op.f('ix_order_log_batch'), 'order_log', ['batch'], unique=False)
    op.execute('''UPDATE orders SET withdrawn = true WHERE status = 'canceled' AND order_id IN (SELECT order_id FROM order_log WHERE action = 'cancel' AND "before" = 'proposed')''')
    op.create_table('jobs',
    sa.Column('job_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('args', sa.JSON(), nullable=True),
    sa.Column('progress', sa.Float(), nullable=True),
    sa.Column('said', sa.Text(), nullable=True),
    sa.Column('actor', sa.String(), nullable=True),
    sa.Column('host', sa.String(), nullable=True),
    sa.Column('pid', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=True),
    sa.Column('seen_at', sa.DateTime(), nullable=True),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('job_id', name=op.f('pk_jobs'))
    )
    op.create_index(op.f('ix_jobs_status'), 'jobs', ['status'], unique=False)
    op.create_table('classes',
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    *[sa.Column(c, sa.Float(), nullable=True) for c in ('value', 'cv')], *[sa.Column(c, sa.String(), nullable=True) for c in ('abc', 'xyz')],
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('unique_id', name=op.f('pk_classes'))
    )
