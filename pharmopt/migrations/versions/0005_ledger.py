"""The stock ledger, counts, recalls, suppliers and the life of an item"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0005', '0004', None, None
_long = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')

def _text(*names): return [sa.Column(n, sa.String(), nullable=True) for n in names]
def _number(*names): return [sa.Column(n, sa.Float(), nullable=True) for n in names]
def _key(name, kind=None): return sa.Column(name, kind or sa.String(), autoincrement=False, nullable=False)

def upgrade():
    op.create_table('movements', sa.Column('id', _long, nullable=False), sa.Column('time', sa.DateTime(), nullable=False), sa.Column('day', sa.DateTime(), nullable=False),
        sa.Column('unique_id', sa.String(), nullable=False), sa.Column('lot', sa.String(), nullable=False), sa.Column('quantity', sa.Float(), nullable=False), sa.Column('kind', sa.String(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True), sa.Column('actor', sa.String(), nullable=True), sa.Column('reference', sa.String(), nullable=True), sa.Column('key', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_movements')), sa.UniqueConstraint('key', name=op.f('uq_movements_key')))
    op.create_table('stock_snapshots', _key('day', sa.DateTime()), _key('unique_id'), _key('lot'), sa.Column('on_hand', sa.Float(), nullable=False), sa.PrimaryKeyConstraint('day', 'unique_id', 'lot', name=op.f('pk_stock_snapshots')))
    op.create_table('counted', _key('unique_id'), sa.Column('at', sa.DateTime(), nullable=False), sa.Column('actor', sa.String(), nullable=True), sa.PrimaryKeyConstraint('unique_id', name=op.f('pk_counted')))
    op.create_table('counts', _key('count_id'), sa.Column('at', sa.DateTime(), nullable=False), sa.Column('dated', sa.Boolean(), nullable=False), sa.Column('full', sa.Boolean(), nullable=False), sa.Column('status', sa.String(), nullable=False),
        *_text('actor', 'source', 'reason'), sa.Column('created_at', sa.DateTime(), nullable=True), sa.Column('booked_at', sa.DateTime(), nullable=True), sa.PrimaryKeyConstraint('count_id', name=op.f('pk_counts')))
    op.create_table('count_lines', _key('count_id'), _key('unique_id'), _key('lot'), sa.Column('expiry', sa.DateTime(), nullable=True), *_number('counted', 'book'), sa.Column('reason', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('count_id', 'unique_id', 'lot', name=op.f('pk_count_lines')))
    op.create_table('recalls', _key('medicine_id'), _key('lot'), sa.Column('at', sa.DateTime(), nullable=False), sa.Column('reason', sa.Text(), nullable=True), *_text('actor', 'reference'), sa.Column('lifted_at', sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint('medicine_id', 'lot', name=op.f('pk_recalls')))
    op.create_table('suppliers', _key('supplier_id'), *_text('name', 'order_days', 'cutoff', 'delivery_days', 'country', 'alternates', 'timezone'), *_number('lead_time_working_days', 'min_value', 'free_freight', 'freight', 'multiple'),
        sa.Column('closures', sa.JSON(), nullable=True), sa.Column('price_breaks', sa.JSON(), nullable=True), sa.Column('discount', sa.String(), nullable=True), sa.PrimaryKeyConstraint('supplier_id', name=op.f('pk_suppliers')))
    for c in (*_text('status', 'replaced_by', 'season', 'like_item'), *_number('min_shelf', 'like_scale'), sa.Column('last_order', sa.DateTime(), nullable=True)): op.add_column('catalog', c)
    op.execute("INSERT INTO movements (time, day, unique_id, lot, quantity, kind, reason, actor) SELECT m.now, m.day, l.unique_id, l.lot, l.on_hand, 'opening', 'on hand before the ledger began', 'pharmopt' "
               "FROM lots l, (SELECT " + _now() + ") m WHERE l.on_hand <> 0")
    op.create_index('ix_movements_day', 'movements', ['day', 'unique_id', 'lot', 'quantity'])
    op.create_index('ix_movements_item', 'movements', ['unique_id', 'day'])
    op.create_index('ix_movements_reference', 'movements', ['reference'])

def _now():
    "The present moment and its day, written as the store writes times"
    if op.get_bind().dialect.name=='sqlite': return "strftime('%Y-%m-%d %H:%M:%S.000000', 'now') AS now, strftime('%Y-%m-%d 00:00:00.000000', 'now') AS day"
    return "CAST(now() AT TIME ZONE 'UTC' AS timestamp) AS now, date_trunc('day', now() AT TIME ZONE 'UTC') AS day"
