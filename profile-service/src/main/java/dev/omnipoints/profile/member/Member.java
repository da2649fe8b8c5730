package dev.omnipoints.profile.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code member}. Names, birth date, locale and attributes are sealed (see {@link PersonSeal}). */
@Entity
@Table(name = "member")
public class Member {
    /** Loyalty-service is to be told at once. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    @Id
    private UUID memberId;

    @Column(updatable = false)
    private String programme;

    @Enumerated(EnumType.STRING)
    private Status status;

    private long statusVersion;

    /** Written by the telling of loyalty-service alone, past this entity. */
    @Column(updatable = false)
    private long acknowledgedVersion;

    private Instant nextTellingAt;

    @Column(updatable = false)
    private byte[] wrappedKey;

    @Column(updatable = false)
    private byte[] givenName;

    @Column(updatable = false)
    private byte[] familyName;

    @Column(updatable = false)
    private byte[] birthDate;

    @Column(updatable = false)
    private byte[] locale;

    @Column(updatable = false)
    private byte[] attributes;

    private String[] segments;
    private int segmentsVersion;

    @Column(updatable = false)
    private Instant enrolledAt;

    /** For Hibernate. */
    protected Member() {}

    /** A member who enrols now: ACTIVE at version 1, of which loyalty-service does not know yet. */
    public Member(UUID memberId, String programme, byte[] wrappedKey, SealedPerson person, Instant enrolledAt) {
        this.memberId = memberId;
        this.programme = programme;
        this.status = Status.ACTIVE;
        this.statusVersion = 1;
        this.acknowledgedVersion = 0;
        this.nextTellingAt = AT_ONCE;
        this.wrappedKey = wrappedKey;
        this.givenName = person.givenName();
        this.familyName = person.familyName();
        this.birthDate = person.birthDate();
        this.locale = person.locale();
        this.attributes = person.attributes();
        this.segments = new String[0];
        this.segmentsVersion = 1;
        this.enrolledAt = enrolledAt;
    }

    /**
     * Gives the member another status, of which loyalty-service is then to be told.
     *
     * @return whether anything changed; the status that they have already is no change
     * @throws IllegalStateException where the member is closed, which is final
     */
    public boolean become(Status wanted) {
        if (status == wanted) {
            return false;
        }
        if (status == Status.CLOSED) {
            throw new IllegalStateException("closed is final");
        }
        status = wanted;
        statusVersion++;
        nextTellingAt = AT_ONCE;
        return true;
    }

    /** Puts the member in these segments and no others. */
    void putIn(List<String> wanted) {
        segments = wanted.toArray(String[]::new);
        segmentsVersion++;
    }

    /** The segments that staff put the member in, in their order. */
    List<String> segments() {
        return List.of(segments);
    }

    /** Grows by one with every change of the segments, from 1, which is none. */
    int segmentsVersion() {
        return segmentsVersion;
    }

    public UUID memberId() {
        return memberId;
    }

    public String programme() {
        return programme;
    }

    public Status status() {
        return status;
    }

    /** Orders statuses, from 1. */
    public long statusVersion() {
        return statusVersion;
    }

    /** The member's key as stored; null once it is erased. */
    byte[] wrappedKey() {
        return wrappedKey;
    }

    SealedPerson person() {
        return new SealedPerson(givenName, familyName, birthDate, locale, attributes);
    }

    public Instant enrolledAt() {
        return enrolledAt;
    }
}
