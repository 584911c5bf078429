"Runs the migrations on the connection that `Store` holds, inside its transaction."
from alembic import context
from pharmopt.store import _meta

context.configure(connection=context.config.attributes['connection'], target_metadata=_meta, render_as_batch=True)
context.run_migrations()
