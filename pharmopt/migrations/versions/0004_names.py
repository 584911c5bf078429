"""Tables and columns under the words of the glossary: catalog, open_orders, review_days, shelf_life_days"""
from alembic import op

revision, down_revision, branch_labels, depends_on = '0004', '0003', None, None

def upgrade():
    op.rename_table('catalogue', 'catalog')
    op.rename_table('pipeline', 'open_orders')
    with op.batch_alter_table('catalog') as t:
        t.alter_column('review_period', new_column_name='review_days')
        t.alter_column('shelf_life', new_column_name='shelf_life_days')
