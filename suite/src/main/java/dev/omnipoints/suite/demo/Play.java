package dev.omnipoints.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.demo.Sale.Shop;
import dev.omnipoints.suite.local.Folder;
import dev.omnipoints.suite.local.TestClock;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * What happens in the demo: enrol, earn in two channels, reserve in one and pay in another, return what is spent, owe,
 * repay, let a gift expire, read the statement. After each step the balance is held against what it must be.
 */
final class Play {
    /** So shortly before midnight, a gift of today would be over before it was told. */
    private static final Duration BEFORE_MIDNIGHT = Duration.ofMinutes(10);

    private static final long RESERVED = 100;
    private static final long GIFT = 50;

    private final Channels channels;
    private final Folder folder;
    private final Narrator narrator;
    private final ZoneId zone;
    private long expected;

    Play(Gateway gateway, LocalJson local, Folder folder, Narrator narrator) throws IOException {
        this.channels = new Channels(gateway, local);
        this.folder = folder;
        this.narrator = narrator;
        this.zone = channels.zone();
    }

    void perform() throws IOException {
        narrator.title("One customer, three channels");
        enrol();
        var serums = channels.sale(channels.till(), "SER-30", "skincare/serum", 4, 11960, 1196);
        var at = Instant.now();
        var sold = sell(serums, "Four serums at the till", at);
        look("The app shows it at once");
        var cream = channels.sale(channels.web(), "CRM-50", "skincare/cream", 1, 2490, 0);
        sell(cream, "A day cream in the web shop", Instant.now());
        look("The same balance");
        again(serums, at);
        reserveAndCollect();
        bringBack(sold.path("saleId").asText());
        repay();
        loseTheGift();
        statement();
    }

    private void enrol() throws IOException {
        var enrolled = channels.enrol();
        narrator.tell(
                "STORE",
                "Ada takes a card, " + channels.card() + ", at the till of "
                        + channels.till().store() + ": " + balance(enrolled));
    }

    private JsonNode sell(Sale sale, String what, Instant at) {
        var sold = channels.sell(sale, at).orFail("The sale");
        long points = sale.net() / 100;
        requireOwnRate(sold);
        expect(points, sold.path("earned").path("points").asLong(-1), "The points");
        expected += points;
        narrator.tell(sale.shop().channel(), what + ", " + sale.price() + ": " + points + " points, " + balance(sold));
        return sold;
    }

    private void look(String what) {
        long points = channels.balance().path("available").asLong(Long.MIN_VALUE);
        narrator.tell("APP", what + ": " + points + " points.");
        expect(expected, points, "The balance");
    }

    /** The till never saw the answer and sends the sale again. */
    private void again(Sale sale, Instant at) {
        var answer = channels.sell(sale, at);
        answer.orFail("The sale sent again");
        if (!answer.replayed()) {
            throw new Failure("The sale sent again was taken for a new one.", "This is a defect: please report it.");
        }
        narrator.tell(
                "STORE", "The till lost the answer and sends the first sale again: the same answer, no new points.");
        look("Nothing changed");
    }

    private void reserveAndCollect() {
        Shop till = channels.till();
        var hold = channels.hold(channels.web(), RESERVED);
        expected -= RESERVED;
        narrator.tell(
                "WEB",
                "Ada reserves " + hold.path("points").asLong() + " points, worth "
                        + Sale.money(hold.path("money").path("amount").asLong())
                        + ", for a lipstick that she will collect: " + balance(hold));
        look("What is reserved cannot be spent twice");
        var spent = channels.capture(till, hold.path("holdId").asText());
        narrator.tell(
                "STORE",
                "She collects it at the till, and the reserved "
                        + spent.path("points").asLong() + " points are spent: " + balance(spent));
    }

    /** The points of the sale are spent in part, so that more is taken back than there is. */
    private void bringBack(String saleId) {
        JsonNode earn = null;
        for (JsonNode entry : channels.activity()) {
            if (entry.path("saleId").asText().equals(saleId)
                    && entry.path("kind").asText().equals("EARN")) {
                earn = entry;
            }
        }
        if (earn == null) {
            throw new Failure("The statement does not tell the first sale.", "This is a defect: please report it.");
        }
        var back = channels.takeBack(earn.path("id").asText());
        expected -= earn.path("points").asLong();
        long points = back.path("points").asLong();
        long owed = back.path("owed").asLong();
        narrator.tell(
                "CARE",
                "The serums come back, and so must their " + points + " points: " + (points - owed)
                        + " are still there, " + owed + " are owed, " + balance(back));
        expect(-expected, owed, "What is owed");
        look("The app shows what is owed");
    }

    private void repay() {
        long owed = -expected;
        var perfume = channels.sale(channels.till(), "PRF-75", "fragrance", 1, 12000, 0);
        sell(perfume, "A perfume at the till", Instant.now());
        narrator.more(owed + " of these points repay what was owed, before anything else.");
        expect(0, channels.balance().path("owed").asLong(-1), "What is owed");
    }

    private void loseTheGift() {
        LocalDate lastDay = ZonedDateTime.now(zone).plus(BEFORE_MIDNIGHT).toLocalDate();
        LocalDate next = lastDay.plusDays(1);
        var given = channels.give(GIFT, lastDay);
        expected += GIFT;
        narrator.tell(
                "CARE",
                GIFT + " points for the trouble, to be spent until the end of " + lastDay + ": " + balance(given));
        var noon = ZonedDateTime.of(next, LocalTime.NOON, zone).toInstant();
        try (var clock = TestClock.ahead(folder, Duration.between(Instant.now(), noon))) {
            narrator.tell("CLOCK", "It is noon of " + next + " by the ledger's test clock. Such a clock is for tests:");
            narrator.more("the service cannot move it, and in production it refuses to start where it was moved.");
            expected -= GIFT;
            look("The gift is over");
            var balm = channels.sale(channels.till(), "BLM-10", "lips", 1, 1500, 0);
            sell(balm, "A lip balm at the till", noon);
        }
        narrator.tell("CLOCK", "Set back to the time of day.");
        look("What has expired stays so");
    }

    private void statement() {
        var form = new Statement(zone);
        narrator.tell("APP", "The statement, newest first:");
        narrator.more(Statement.HEADING);
        long sum = 0;
        for (JsonNode entry : channels.activity()) {
            narrator.more(form.line(entry));
            sum += Statement.change(entry);
        }
        expect(expected, sum, "The statement's sum");
    }

    /** The story's numbers are those of the programme's own rate. */
    private static void requireOwnRate(JsonNode sold) {
        for (var award : sold.path("earned").path("breakdown")) {
            if (!award.path("rule").asText().equals("base")) {
                throw new Failure(
                        "Rules are published here, so points differ from those of the story.",
                        "Tell it in a suite of its own: ./omnipoints up --data .demo, then demo --data .demo.");
            }
        }
    }

    /** Tells the balance of an answer, which must be the one expected. */
    private String balance(JsonNode answer) {
        long points = answer.path("balance").path("available").asLong(Long.MIN_VALUE);
        expect(expected, points, "The balance");
        return "balance " + points + ".";
    }

    private static void expect(long expected, long found, String what) {
        if (expected != found) {
            throw new Failure(
                    what + " is " + found + " where it must be " + expected + ".",
                    "This is a defect: please report it.");
        }
    }
}
