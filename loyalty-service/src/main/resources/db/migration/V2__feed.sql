-- The feed (design: ledger.md, 3, "Feed") reads the rows whose transactions ended between two snapshots: a range of
-- xid. Every command pays for this index, so it is as narrow as one can be:
--   * one entry a row, always into the rightmost page (ids grow), about 64 bytes of WAL and no page read from disk;
--   * all rows of a batch have one xid, so deduplication keeps it at some 8 bytes a row;
--   * no included columns: a page of the feed reads its rows anyway.
-- There is none on feed_pos: a window between two snapshots is cut to some thousand rows, which are sorted. And
-- feed_pos alone finds nothing that commits late.
-- Ids are of one cluster. After a logical restore into another (pg_dump, logical replication) the owner runs, before
-- the service starts: UPDATE journal SET xid = pg_current_xact_id(). Readers then begin anew; hashes leave xid out.
CREATE INDEX journal_xid ON journal (xid);
