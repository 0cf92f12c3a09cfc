"""Run the migrations on the connection that `upgrade` hands over, inside its transaction."""

from alembic import context

# Batch: SQLite changes a table by copying it.
context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
