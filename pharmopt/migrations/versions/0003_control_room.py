"""Outbox, receipts, learned lead times, the life of an alert, parameters"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0003', '0002', None, None

def upgrade():
    for name, kind in (('snoozed_until', sa.DateTime()), ('sent_at', sa.DateTime()), ('promised', sa.DateTime()), ('message_id', sa.String())): op.add_column('orders', sa.Column(name, kind, nullable=True))
    for name, kind in (('count', sa.Integer()), ('updated_at', sa.DateTime()), ('resolved_at', sa.DateTime()), ('actor', sa.String())): op.add_column('alerts', sa.Column(name, kind, nullable=True))
    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_at', sa.DateTime(), nullable=True),
    sa.Column('lease', sa.DateTime(), nullable=True),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=True),
    sa.Column('updated_at', sa.DateTime(), nullable=True),
    sa.Column('actor', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key'))
    )
    op.create_index(op.f('ix_outbox_status'), 'outbox', ['status'], unique=False)
    op.create_table('receipts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('order_id', sa.String(), nullable=False),
    sa.Column('unique_id', sa.String(), nullable=True),
    sa.Column('supplier_id', sa.String(), nullable=True),
    sa.Column('quantity', sa.Float(), nullable=True),
    sa.Column('lot', sa.String(), nullable=True),
    sa.Column('expiry', sa.DateTime(), nullable=True),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('received_at', sa.DateTime(), nullable=True),
    sa.Column('actor', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipts')),
    sa.UniqueConstraint('key', name=op.f('uq_receipts_key'))
    )
    op.create_index(op.f('ix_receipts_order_id'), 'receipts', ['order_id'], unique=False)
    op.create_table('lead_times',
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    *[sa.Column(c, sa.Float(), nullable=True) for c in ('prior_mean', 'prior_sd', 'mean', 'sd')],
    sa.Column('n', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('unique_id', name=op.f('pk_lead_times'))
    )
    op.create_table('alert_mutes',
    sa.Column('rule', sa.String(), autoincrement=False, nullable=False),
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.Column('actor', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('rule', 'unique_id', name=op.f('pk_alert_mutes'))
    )
    op.create_table('parameters',
    sa.Column('name', sa.String(), autoincrement=False, nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('actor', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_parameters'))
    )
