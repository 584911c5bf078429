"""What the stream must remember to never count twice"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0007', '0006', None, None

def upgrade():
    op.create_table('stream_topics', sa.Column('topic', sa.String(), nullable=False), sa.Column('forgotten', sa.DateTime(), nullable=True), sa.PrimaryKeyConstraint('topic', name=op.f('pk_stream_topics')))
    op.create_table('stockouts', sa.Column('unique_id', sa.String(), nullable=False), sa.Column('at', sa.DateTime(), nullable=False), sa.Column('kind', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('unique_id', 'at', 'kind', name=op.f('pk_stockouts')))
