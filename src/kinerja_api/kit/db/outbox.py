"""The outbox: events as rows, written in the transaction of what happened."""

from sqlalchemy import text

from kinerja_api.kit.db.hot import HotQuery

ADD_EVENT = HotQuery(
    text(
        """
    INSERT INTO outbox_event (agency_id, id, name, resource_type, resource_id, payload, occurred_at)
    VALUES (:agency, :id, :name, :resource_type, :resource_id, :payload, :now)
    """
    )
)
