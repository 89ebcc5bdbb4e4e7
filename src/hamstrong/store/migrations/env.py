"""Run by Alembic: migrate the database whose connection `open_database` hands over."""

from alembic import context

from hamstrong.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
