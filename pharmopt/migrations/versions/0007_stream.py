"""What the stream must remember to never count twice"""

revision, down_revision, branch_labels, depends_on = '0007', '0006', None, None

def upgrade(): pass
