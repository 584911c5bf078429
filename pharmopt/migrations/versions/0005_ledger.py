"""The stock ledger, suppliers and the life of an item"""

revision, down_revision, branch_labels, depends_on = '0005', '0004', None, None

def upgrade(): pass
