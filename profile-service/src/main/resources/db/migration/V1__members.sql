-- Members and what they are known by. Runs under the owner role; the service itself has only what is
-- granted at the end. All personal data is ciphertext under a key of the member's own; what has to be
-- found or compared is an HMAC under the service's lookup key (docs/architecture.md, "Who owns what").

CREATE TABLE programme (
    id                  text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    card_pattern        text NOT NULL,
    card_check          text NOT NULL CHECK (card_check IN ('EAN13', 'NONE')),
    identities_required smallint NOT NULL CHECK (identities_required BETWEEN 1 AND 4)
);

CREATE TABLE member (
    member_id            uuid PRIMARY KEY,
    programme            text NOT NULL REFERENCES programme,
    status               text NOT NULL CHECK (status IN ('UNCONFIRMED', 'ACTIVE', 'BLOCKED', 'CLOSED')),
    -- Orders statuses for loyalty-service, which knows acknowledged_version; where they differ it is to be told.
    status_version       bigint NOT NULL CHECK (status_version >= 1),
    acknowledged_version bigint NOT NULL CHECK (acknowledged_version BETWEEN 0 AND status_version),
    -- Not before then: the lease of the instance that is telling it, or the wait after a refusal.
    next_telling_at      timestamptz NOT NULL,
    -- The member's keyset, wrapped by the key-encryption key. NULL: erased, and the person with it.
    wrapped_key          bytea,
    given_name           bytea,
    family_name          bytea,
    birth_date           bytea,
    locale               bytea,
    -- Name and value of every attribute, in one ciphertext: what is known of a person is personal too.
    attributes           bytea,
    enrolled_at          timestamptz NOT NULL
);
CREATE INDEX member_to_tell ON member (next_telling_at) WHERE status_version <> acknowledged_version;

CREATE TABLE identity (
    identity_id uuid PRIMARY KEY,
    programme   text NOT NULL REFERENCES programme,
    type        text NOT NULL CHECK (type IN ('CARD', 'PHONE', 'EMAIL', 'EXTERNAL')),
    lookup      bytea NOT NULL CHECK (octet_length(lookup) = 32),
    member_id   uuid NOT NULL REFERENCES member,
    value       bytea NOT NULL,
    known_since timestamptz NOT NULL,
    CONSTRAINT identity_belongs_to_one UNIQUE (programme, type, lookup)
);
CREATE INDEX identity_of_member ON identity (member_id);

-- An idempotency key that was used, and the answer it got (its display name under the member's key).
CREATE TABLE enrolment (
    programme    text NOT NULL REFERENCES programme,
    key_hash     text NOT NULL CHECK (key_hash ~ '^[0-9a-f]{64}$'),
    fingerprint  bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    member_id    uuid NOT NULL REFERENCES member,
    display_name bytea NOT NULL,
    enrolled_at  timestamptz NOT NULL,
    PRIMARY KEY (programme, key_hash)
);
CREATE INDEX enrolment_of_member ON enrolment (member_id);

GRANT SELECT, INSERT ON programme, member, identity, enrolment TO "${runtimeRole}";
GRANT UPDATE (status, status_version, acknowledged_version, next_telling_at) ON member TO "${runtimeRole}";
