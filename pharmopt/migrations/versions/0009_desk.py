"""Jobs that belong to the store, hand edits that survive a plan"""

revision, down_revision, branch_labels, depends_on = '0009', '0008', None, None

def upgrade(): pass
