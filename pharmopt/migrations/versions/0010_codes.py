"""The code on the pack (GTIN, NDC, PZN) beside the item's own name"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = '0010', '0009', None, None

def upgrade(): op.add_column('catalog', sa.Column('code', sa.String(), nullable=True))
