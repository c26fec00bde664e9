"""Jobs: work that follows a change, queued in the transaction of the change."""
