"""Incoming messages are kept and booked in one transaction"""

revision, down_revision, branch_labels, depends_on = '0006', '0005', None, None

def upgrade(): pass
