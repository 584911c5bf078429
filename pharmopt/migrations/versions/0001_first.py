"""The first schema"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0001', None, None, None

def upgrade():
    op.create_table('alerts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('severity', sa.String(), nullable=True),
    sa.Column('unique_id', sa.String(), nullable=True),
    sa.Column('rule', sa.String(), nullable=True),
    sa.Column('message', sa.Text(), nullable=True),
    sa.Column('acknowledged', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alerts'))
    )
    op.create_table('catalogue',
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('medicine_id', sa.String(), nullable=True),
    sa.Column('location_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('atc', sa.String(), nullable=True),
    sa.Column('supplier_id', sa.String(), nullable=True),
    sa.Column('unit_cost', sa.Float(), nullable=True),
    sa.Column('holding_cost', sa.Float(), nullable=True),
    sa.Column('stockout_cost', sa.Float(), nullable=True),
    sa.Column('fixed_cost', sa.Float(), nullable=True),
    sa.Column('lead_time_mean', sa.Float(), nullable=True),
    sa.Column('lead_time_sd', sa.Float(), nullable=True),
    sa.Column('review_period', sa.Float(), nullable=True),
    sa.Column('shelf_life', sa.Float(), nullable=True),
    sa.Column('pack_size', sa.Float(), nullable=True),
    sa.Column('min_order', sa.Float(), nullable=True),
    sa.Column('volume', sa.Float(), nullable=True),
    sa.Column('criticality', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('unique_id', name=op.f('pk_catalogue'))
    )
    op.create_table('dead_letters',
    sa.Column('cluster_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('topic', sa.String(), autoincrement=False, nullable=False),
    sa.Column('part', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('record_offset', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('raw', sa.LargeBinary(), nullable=True),
    sa.Column('relayed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('cluster_id', 'topic', 'part', 'record_offset', name=op.f('pk_dead_letters'))
    )
    op.create_table('demand',
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('ds', sa.DateTime(), autoincrement=False, nullable=False),
    sa.Column('y_nano', sa.BigInteger(), nullable=False),
    sa.Column('y', sa.Float(), sa.Computed('CAST(y_nano AS DOUBLE PRECISION) / 1000000000.0', persisted=True), nullable=True),
    sa.Column('n_events', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('censored', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('unique_id', 'ds', name=op.f('pk_demand'))
    )
    op.create_index(op.f('ix_demand_ds'), 'demand', ['ds'], unique=False)
    op.create_table('forecasts',
    sa.Column('run_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('ds', sa.DateTime(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(), autoincrement=False, nullable=False),
    sa.Column('value', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('run_id', 'unique_id', 'ds', 'name', name=op.f('pk_forecasts'))
    )
    op.create_table('lots',
    sa.Column('unique_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('lot', sa.String(), autoincrement=False, nullable=False),
    sa.Column('expiry', sa.DateTime(), nullable=True),
    sa.Column('on_hand', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('unique_id', 'lot', name=op.f('pk_lots'))
    )
    op.create_table('order_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('actor', sa.String(), nullable=True),
    sa.Column('action', sa.String(), nullable=True),
    sa.Column('before', sa.String(), nullable=True),
    sa.Column('after', sa.String(), nullable=True),
    sa.Column('quantity', sa.Float(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_log'))
    )
    op.create_index(op.f('ix_order_log_order_id'), 'order_log', ['order_id'], unique=False)
    op.create_table('orders',
    sa.Column('order_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('run_id', sa.String(), nullable=True),
    sa.Column('unique_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('supplier_id', sa.String(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('urgency', sa.String(), nullable=True),
    sa.Column('priority', sa.Integer(), nullable=True),
    sa.Column('order_quantity', sa.Float(), nullable=True),
    sa.Column('packs', sa.Float(), nullable=True),
    sa.Column('p_stockout', sa.Float(), nullable=True),
    sa.Column('days_of_cover', sa.Float(), nullable=True),
    sa.Column('expected_waste', sa.Float(), nullable=True),
    sa.Column('unit_cost', sa.Float(), nullable=True),
    sa.Column('received', sa.Float(), nullable=True),
    sa.Column('due', sa.DateTime(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=True),
    sa.Column('updated_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('order_id', name=op.f('pk_orders'))
    )
    op.create_index(op.f('ix_orders_status'), 'orders', ['status'], unique=False)
    op.create_index(op.f('ix_orders_unique_id'), 'orders', ['unique_id'], unique=False)
    op.create_table('pipeline',
    sa.Column('order_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('unique_id', sa.String(), nullable=False),
    sa.Column('quantity', sa.Float(), nullable=False),
    sa.Column('due', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('order_id', name=op.f('pk_pipeline'))
    )
    op.create_table('positions',
    sa.Column('topic', sa.String(), autoincrement=False, nullable=False),
    sa.Column('part', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('cluster_id', sa.String(), nullable=False),
    sa.Column('next', sa.BigInteger(), nullable=False),
    sa.Column('watermark', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('topic', 'part', name=op.f('pk_positions'))
    )
    op.create_table('runs',
    sa.Column('run_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(), nullable=True),
    sa.Column('status', sa.String(), nullable=True),
    sa.Column('started_at', sa.DateTime(), nullable=True),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('run_id', name=op.f('pk_runs'))
    )
    op.create_index(op.f('ix_runs_kind'), 'runs', ['kind'], unique=False)
    op.create_table('seen',
    sa.Column('topic', sa.String(), autoincrement=False, nullable=False),
    sa.Column('event_id', sa.LargeBinary(length=16), autoincrement=False, nullable=False),
    sa.Column('part', sa.Integer(), nullable=True),
    sa.Column('ds', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('topic', 'event_id', name=op.f('pk_seen'))
    )
    op.create_index(op.f('ix_seen_ds'), 'seen', ['ds'], unique=False)
