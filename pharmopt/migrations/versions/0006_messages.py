"""Incoming messages are kept and booked in one transaction"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0006', '0005', None, None

def upgrade():
    op.create_table('inbox_documents', sa.Column('id', sa.Integer(), nullable=False), sa.Column('channel', sa.String(), nullable=False), sa.Column('name', sa.String(), nullable=True), sa.Column('digest', sa.String(), nullable=False),
        sa.Column('raw', sa.LargeBinary(), nullable=True), sa.Column('at', sa.DateTime(), nullable=True), sa.Column('error', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox_documents')), sa.UniqueConstraint('digest', name=op.f('uq_inbox_documents_digest')))
    op.create_table('inbox', sa.Column('id', sa.Integer(), nullable=False), sa.Column('key', sa.String(), nullable=False), sa.Column('document_id', sa.Integer(), nullable=True), sa.Column('channel', sa.String(), nullable=False),
        sa.Column('status', sa.String(), nullable=False), sa.Column('said', sa.JSON(), nullable=True), sa.Column('fixed', sa.JSON(), nullable=True), sa.Column('order_id', sa.String(), nullable=True), sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('again', sa.Boolean(), nullable=True), sa.Column('at', sa.DateTime(), nullable=True), sa.Column('updated_at', sa.DateTime(), nullable=True), sa.Column('actor', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox')), sa.UniqueConstraint('key', name=op.f('uq_inbox_key')))
    for c in ('document_id', 'status', 'order_id'): op.create_index(op.f(f'ix_inbox_{c}'), 'inbox', [c])
