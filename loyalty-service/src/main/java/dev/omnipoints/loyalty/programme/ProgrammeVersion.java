package dev.omnipoints.loyalty.programme;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** One version of a programme's settings as stored; what each means: V1__ledger.sql and ledger.md. */
@Entity
@Table(name = "programme")
@IdClass(ProgrammeVersion.Key.class)
public class ProgrammeVersion {
    @Id
    String id;

    @Id
    int version;

    Instant holdsFrom;
    String zone;
    String[] currencies;
    long earnPoints;
    long earnPerUnits;
    String expiryKind;
    Integer expiryLength;
    String expiryUnit;
    String expiryAlignment;
    LocalDate expiryDate;
    String pendingKind;
    Integer pendingDays;
    LocalDate pendingDate;
    String debtPolicy;
    boolean negativeAdjustments;
    String returnPolicy;
    String giveBackPolicy;
    int giveBackGraceDays;
    String transferPolicy;
    int holdTtlSeconds;
    int holdTtlLimitSeconds;
    int openHoldsLimit;
    Integer saleAgeDays;
    int saleLinesLimit;
    String offlineTenderPolicy;
    Long redeemPoints;
    Long redeemMoney;
    long redeemStep;
    long redeemMinimum;
    int redeemSharePercent;
    boolean pointsTenderEarns;
    boolean spreadBasketDiscount;
    String[] proofIdentities;
    Instant createdAt;
    String createdBy;

    protected ProgrammeVersion() {}

    ProgrammeVersion(String id, int version, Instant holdsFrom, String createdBy) {
        this.id = id;
        this.version = version;
        this.holdsFrom = holdsFrom;
        this.createdAt = holdsFrom;
        this.createdBy = createdBy;
    }

    /** A programme's id and the number of the version, from 1. */
    public static final class Key {
        String id;
        int version;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.version == version && Objects.equals(key.id, id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, version);
        }
    }
}
