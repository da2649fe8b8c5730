package dev.omnipoints.loyalty.programme;

import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import dev.omnipoints.loyalty.ledger.Terms.Pending;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;

/** One version of a programme's settings as stored; what each means: V1__ledger.sql, ledger.md, docs/operator.md. */
@Entity
@Immutable
@Table(name = "programme")
@IdClass(ProgrammeVersion.Key.class)
public class ProgrammeVersion {
    private static final int HOLD_TTL_LIMIT_SECONDS = 7 * 24 * 60 * 60;

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
    int holdTtlLimitSeconds = HOLD_TTL_LIMIT_SECONDS;
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

    ProgrammeVersion(String id) {
        this.id = id;
    }

    /** Makes it the version of that number. */
    ProgrammeVersion numbered(int number, Instant from, Instant made, String by) {
        version = number;
        holdsFrom = from;
        createdAt = made;
        createdBy = by;
        return this;
    }

    Expiry expiry() {
        return switch (expiryKind) {
            case "NEVER" -> new Expiry.Never();
            case "PERIOD" -> period();
            case "INACTIVITY" -> new Expiry.Inactivity(period());
            case "DATE" -> new Expiry.Until(expiryDate);
            default -> throw unknown("expiry_kind", expiryKind);
        };
    }

    private Expiry.Period period() {
        ChronoUnit unit = switch (expiryUnit) {
            case "DAY" -> ChronoUnit.DAYS;
            case "MONTH" -> ChronoUnit.MONTHS;
            case "YEAR" -> ChronoUnit.YEARS;
            default -> throw unknown("expiry_unit", expiryUnit);
        };
        return new Expiry.Period(expiryLength, unit, Alignment.valueOf(expiryAlignment));
    }

    Pending pending() {
        return switch (pendingKind) {
            case "NONE" -> new Pending.None();
            case "DAYS" -> new Pending.Days(pendingDays);
            case "DATE" -> new Pending.On(pendingDate);
            case "CONFIRMATION" -> new Pending.Confirmation();
            default -> throw unknown("pending_kind", pendingKind);
        };
    }

    Policy policy() {
        return new Policy(
                Policy.Debt.valueOf(debtPolicy),
                negativeAdjustments,
                Policy.GiveBack.valueOf(giveBackPolicy),
                giveBackGraceDays,
                Policy.Transfer.valueOf(transferPolicy),
                holdTtlSeconds,
                openHoldsLimit);
    }

    Set<Proof> proofs() {
        return Arrays.stream(proofIdentities).map(Proof::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private IllegalStateException unknown(String column, String word) {
        return new IllegalStateException("Programme " + id + ", version " + version + ": " + column + " " + word
                + " is none that this version of the service knows");
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
