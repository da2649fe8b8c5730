package dev.omnipoints.suite.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** What an operation of a history does: Jepsen's `f`. */
public enum Verb {
    /** Reports what was bought; part of it may be paid by a hold. */
    @JsonProperty("sale")
    SALE(Kind.EARN, "points"),
    /** Points that no sale gave. */
    @JsonProperty("earn")
    EARN(Kind.EARN, "points"),
    @JsonProperty("redeem")
    REDEEM(Kind.REDEEM, "points"),
    @JsonProperty("hold")
    HOLD(Kind.HOLD, "points"),
    @JsonProperty("capture")
    CAPTURE(Kind.CAPTURE, "hold"),
    @JsonProperty("void")
    VOID(Kind.VOID, "hold"),
    /** Takes an earn back, or gives back what was spent. */
    @JsonProperty("reverse")
    REVERSE(Kind.REVERSE, "original"),
    /** Brings all of a receipt back. */
    @JsonProperty("return")
    RETURN(Kind.REVERSE, "receipt"),
    @JsonProperty("adjust")
    ADJUST(Kind.ADJUST, "points"),
    @JsonProperty("transfer")
    TRANSFER(Kind.TRANSFER, "points", "to"),
    /** The balance, by whatever door. */
    @JsonProperty("read")
    READ(null),
    /** Every row of the member; the last one tells what became of whatever was unknown. */
    @JsonProperty("statement")
    STATEMENT(null);

    private final Kind kind;
    private final List<String> needed;

    Verb(Kind kind, String... needed) {
        this.kind = kind;
        this.needed = List.of(needed);
    }

    /** Of the row that answers it, the last one if it writes several; null: it writes none. */
    Kind kind() {
        return kind;
    }

    /** Writes a row where it is not refused for what was sent. */
    boolean isCommand() {
        return kind != null;
    }

    /** What a request of it must say, beside the member and for a command its key. */
    List<String> needed() {
        return needed;
    }

    /** As it stands in a history. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
