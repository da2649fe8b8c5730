package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.LedgerScan;
import java.util.Arrays;

/** An account that is being verified, over as many steps as its rows take. */
final class Probe {

    /** Lots and holds that are kept of one account: some 10 MB. Of an account with more, what they come to counts. */
    static final int KEPT_LIMIT = 50_000;

    private final AccountKey key;
    private final Checkpoint verified;
    private final Replay replay;
    private long rows;

    /** The rows that were read were not as they must be: those after them were not looked at. */
    private boolean broken;

    private Lie lie;
    private boolean ended;

    private Probe(AccountKey key, Checkpoint verified, Replay replay) {
        this.key = key;
        this.verified = verified;
        this.replay = replay;
    }

    /** Begins where the account was verified before; null: at row 1. */
    static Probe ofNewRows(AccountKey key, Checkpoint verified) {
        return new Probe(key, null, verified == null ? new Replay(key) : new Replay(verified));
    }

    /** Begins at row 1, and holds against it what was verified before; null: nothing. */
    static Probe ofAllRows(AccountKey key, Checkpoint verified) {
        return new Probe(key, verified, new Replay(key));
    }

    AccountKey key() {
        return key;
    }

    /** How far it has come, and what it knows. */
    Replay replay() {
        return replay;
    }

    /** How many rows it has read. */
    long rows() {
        return rows;
    }

    /** Adds the next row; gives its hash. */
    byte[] add(LedgerScan.Found row) {
        broken = true;
        byte[] hash = replay.add(row);
        if (verified != null && verified.seq() == row.seq() && !Arrays.equals(verified.head(), hash)) {
            throw new Lie(
                    "journal " + key.programme() + "/" + key.member() + "/" + row.seq(),
                    "is another than the row that was verified before");
        }
        broken = false;
        rows++;
        if (replay.lotsKnown() + replay.holdsKnown() > KEPT_LIMIT) {
            replay.forget();
        }
        return hash;
    }

    /** After its last row. */
    void noneIsGone() {
        if (verified != null && verified.seq() > replay.seq()) {
            throw new Lie(
                    "account " + key.programme() + "/" + key.member(),
                    "has no row " + verified.seq() + " any more, which was verified before");
        }
    }

    /** All of it was verified, or a lie was found. */
    boolean isEnded() {
        return ended;
    }

    /** All is as it must be. */
    void end() {
        ended = true;
    }

    /** Its rows cannot be looked at. */
    void breakOff(Lie found) {
        broken = true;
        end(found);
    }

    /** Something is not. */
    void end(Lie found) {
        ended = true;
        lie = found;
    }

    /** What is not as it must be; null: nothing. */
    Lie lie() {
        return lie;
    }

    /** Whether its journal itself is not as it must be. */
    boolean isBroken() {
        return broken;
    }

    /** Whether it was verified from its first row on, lot by lot. */
    boolean isThorough() {
        return ended && replay.isWhole();
    }

    /** What it is called where it is told of. */
    static String subject(AccountKey key) {
        return "account " + key.programme() + "/" + key.member();
    }
}
