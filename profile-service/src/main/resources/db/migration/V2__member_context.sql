-- What rules may ask of a member beside their status: the segments that staff put them in, and whether it is their
-- birthday, which is a day of the programme's zone.

-- The zone of loyalty-service's settings. NULL, of a programme older than this: nobody is told to have their birthday.
ALTER TABLE programme ADD COLUMN zone text CHECK (zone ~ '^[A-Za-z0-9_+/-]{1,64}$');

-- In the member's row: every sale reads them, with what it reads anyway.
ALTER TABLE member
    ADD COLUMN segments         text[]  NOT NULL DEFAULT '{}' CHECK (cardinality(segments) <= 50),
    ADD COLUMN segments_version integer NOT NULL DEFAULT 1 CHECK (segments_version >= 1);

-- Who put a member in which segments, and what they were before. Version 1 is none, as a member begins.
CREATE TABLE segments_change (
    member_id  uuid        NOT NULL REFERENCES member,
    version    integer     NOT NULL CHECK (version >= 2),
    before     text[]      NOT NULL,
    after      text[]      NOT NULL,
    changed_at timestamptz NOT NULL,
    -- A pseudonymous subject.
    changed_by text        NOT NULL,
    PRIMARY KEY (member_id, version)
);

GRANT UPDATE (zone) ON programme TO "${runtimeRole}";
GRANT UPDATE (segments, segments_version) ON member TO "${runtimeRole}";
GRANT SELECT, INSERT ON segments_change TO "${runtimeRole}";
