"""Named readings of files and loads that can be shown"""

revision, down_revision, branch_labels, depends_on = '0008', '0007', None, None

def upgrade(): pass
