-- The holds whose time is over are asked for by that time alone. Its index says so, that PostgreSQL does not take it
-- for the open holds of a member, whose own index it would else leave while it believes that few holds are open.
DROP INDEX hold_due;
CREATE INDEX hold_due ON hold (expires_at) WHERE open AND expires_at IS NOT NULL;
