"""${message}"""
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = ${repr(up_revision)}, ${repr(down_revision)}, None, None

def upgrade():
    ${upgrades}

