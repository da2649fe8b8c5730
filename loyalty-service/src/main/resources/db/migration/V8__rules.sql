-- Rules of a programme (design: earning.md, 2; docs/rules.md): drafts that staff write, versions that they publish, and
-- who changed what.

-- What is open. A draft that is published or thrown away leaves; what it was stands in rules_change.
CREATE TABLE rules_draft (
    programme  text COLLATE "C" NOT NULL,
    id         uuid             NOT NULL,
    position   bigint           NOT NULL, -- of its creation in rules_change
    version    integer          NOT NULL CHECK (version >= 1),
    name       text             NOT NULL,
    based_on   bigint           NOT NULL CHECK (based_on >= 0), -- number of a version; 0: none
    document   text             NOT NULL, -- JSON as it was sent, without space between
    rule_count integer          NOT NULL CHECK (rule_count BETWEEN 0 AND 1000),
    editors    text[]           NOT NULL, -- all who wrote on it
    created_at timestamptz      NOT NULL,
    created_by text             NOT NULL,
    changed_at timestamptz      NOT NULL,
    changed_by text             NOT NULL,
    PRIMARY KEY (programme, id),
    UNIQUE (programme, position)
);

CREATE TABLE rules_version (
    programme    text COLLATE "C" NOT NULL,
    number       bigint           NOT NULL CHECK (number >= 1), -- without gaps
    name         text             NOT NULL,
    document     text             NOT NULL,
    rule_count   integer          NOT NULL CHECK (rule_count BETWEEN 0 AND 1000),
    draft        uuid             NOT NULL,
    editors      text[]           NOT NULL,
    published_at timestamptz      NOT NULL,
    published_by text             NOT NULL,
    PRIMARY KEY (programme, number),
    UNIQUE (programme, draft),
    CHECK (published_by <> ALL (editors)) -- a second person
);
COMMENT ON TABLE rules_version IS 'Insert only: sales name the number by which they were rated.';

CREATE TABLE rules_change (
    programme     text COLLATE "C" NOT NULL,
    position      bigint           NOT NULL CHECK (position >= 1), -- without gaps
    kind          text             NOT NULL CHECK (kind IN ('CREATE', 'UPDATE', 'DELETE', 'PUBLISH')),
    changed_at    timestamptz      NOT NULL,
    subject       text             NOT NULL,
    client        text             NOT NULL,
    draft         uuid             NOT NULL,
    draft_version integer          NOT NULL CHECK (draft_version >= 1), -- by this change
    name          text             NOT NULL,
    based_on      bigint           NOT NULL,
    number        bigint,          -- that was published
    before        text,            -- the document; of PUBLISH the version before
    after         text,
    key_hash      uuid,            -- of CREATE and PUBLISH
    fingerprint   bytea,
    PRIMARY KEY (programme, position),
    UNIQUE (programme, draft, draft_version),
    CHECK ((number IS NOT NULL) = (kind = 'PUBLISH')),
    CHECK ((after IS NULL) = (kind = 'DELETE'))
);
CREATE UNIQUE INDEX rules_change_key ON rules_change (programme, key_hash) WHERE key_hash IS NOT NULL;
COMMENT ON TABLE rules_change IS 'Insert only: every change of rules with what was before and after.';

GRANT SELECT, INSERT ON rules_draft, rules_version, rules_change TO ${runtimeRole};
GRANT UPDATE, DELETE ON rules_draft TO ${runtimeRole};
GRANT SELECT ON rules_draft, rules_version, rules_change TO ${auditorRole};
