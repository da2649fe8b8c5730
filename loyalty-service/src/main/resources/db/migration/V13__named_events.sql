-- Named events as channels post them (design: earning.md, 2): reviews, referrals, sign-ups, birthdays, whatever rules
-- name. Written in the commit of the points.

-- id = hash of programme, source and the event's own id, so that an event is taken once.
CREATE TABLE named_event (
    bucket            smallint         NOT NULL, -- of the id
    id                uuid             NOT NULL,
    programme         text COLLATE "C" NOT NULL,
    source            text             NOT NULL,
    event_id          text             NOT NULL,
    type              text             NOT NULL,
    member            uuid             NOT NULL, -- in whose journal it stands
    member_status     smallint         NOT NULL, -- 1: earns once the member is confirmed
    seq               bigint           NOT NULL, -- the journal row that answered, an earn
    points            bigint           NOT NULL, -- of that row
    caller            text COLLATE "C" NOT NULL,
    key_hash          uuid             NOT NULL,
    fingerprint       bytea            NOT NULL,
    channel           smallint         NOT NULL,
    store             text,
    terminal          text,
    actor             text,
    occurred_at       timestamptz      NOT NULL,
    recorded_at       timestamptz      NOT NULL,
    body              bytea            NOT NULL, -- omnipoints.loyalty.v1.NamedEvent
    context           bytea            NOT NULL, -- omnipoints.type.v1.MemberContext
    programme_version integer          NOT NULL, -- the settings by which it was rated
    rules_version     bigint           NOT NULL,
    answer            bytea            NOT NULL, -- omnipoints.loyalty.v1.EventResult, the first one
    confirmed_member  uuid,                      -- what it earned at confirmation: in whose journal, by which row
    confirmed_seq     bigint,
    confirmed_points  bigint,
    confirmed_at      timestamptz,
    confirmed_answer  bytea,                     -- omnipoints.loyalty.v1.EventResult
    PRIMARY KEY (bucket, id)
);

-- From the journal to the event.
CREATE UNIQUE INDEX named_event_row ON named_event (programme, member, seq);
-- Events of members who were not confirmed: they earn once that they are.
CREATE INDEX named_event_awaiting ON named_event (programme, id) WHERE member_status = 1 AND confirmed_seq IS NULL;

GRANT SELECT, INSERT ON named_event TO ${runtimeRole};
GRANT UPDATE (confirmed_member, confirmed_seq, confirmed_points, confirmed_at, confirmed_answer)
    ON named_event TO ${runtimeRole};
GRANT SELECT ON named_event TO ${auditorRole};
