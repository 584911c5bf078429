"""Event ids in blocks, dead letters with their fate, revisions, processors and their metrics"""
from itertools import groupby
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0002', '0001', None, None
BLOCK = 20_000 # ids

def upgrade():
    op.add_column('positions', sa.Column('blocks', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('dead_letters', sa.Column('size', sa.Integer(), nullable=True))
    op.add_column('dead_letters', sa.Column('status', sa.String(), nullable=False, server_default='open'))
    op.add_column('dead_letters', sa.Column('note', sa.Text(), nullable=True))
    op.add_column('dead_letters', sa.Column('fixed', sa.LargeBinary(), nullable=True))
    op.execute('UPDATE dead_letters SET size = length(raw)')
    op.create_table('revisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unique_id', sa.String(), nullable=False),
    sa.Column('ds', sa.DateTime(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('added_nano', sa.BigInteger(), nullable=False),
    sa.Column('n_events', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revisions'))
    )
    op.create_index(op.f('ix_revisions_unique_id'), 'revisions', ['unique_id'], unique=False)
    op.create_table('processors',
    sa.Column('processor_id', sa.String(), autoincrement=False, nullable=False),
    sa.Column('topic', sa.String(), nullable=True),
    sa.Column('group_id', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('metrics', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('processor_id', name=op.f('pk_processors'))
    )
    _ids_to_blocks()

def _ids_to_blocks():
    "Every id that was known stays known"
    conn = op.get_bind()
    op.rename_table('seen', 'seen_ids')
    new = op.create_table('seen',
    sa.Column('topic', sa.String(), autoincrement=False, nullable=False),
    sa.Column('part', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('block', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.Column('ids', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('topic', 'part', 'block', name=op.f('pk_seen_blocks'))
    )
    old = sa.table('seen_ids', *map(sa.column, ('topic', 'part', 'event_id')), sa.column('ds', sa.DateTime))
    rows = conn.execute(sa.select(old).order_by('topic', 'part', 'ds').execution_options(yield_per=BLOCK))
    positions = sa.table('positions', *map(sa.column, ('topic', 'part', 'blocks')))
    for (topic, part), mine in groupby(rows, lambda r: (r.topic, r.part)):
        n = 0
        for n,block in enumerate(_blocks(mine), 1):
            conn.execute(sa.insert(new).values(topic=topic, part=part, block=n-1, until=max(r.ds for r in block), ids=b''.join(bytes(r.event_id) for r in block)))
        conn.execute(sa.update(positions).where(positions.c.topic==topic, positions.c.part==part).values(blocks=n))
    op.drop_table('seen_ids')

def _blocks(rows):
    block = []
    for r in rows:
        block.append(r)
        if len(block)==BLOCK: yield block; block = []
    if block: yield block
