package dev.omnipoints.loyalty.redemption;

import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.operation.OperationRequests;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.RedemptionRate;
import java.time.Duration;

/** How many points a hold asks for (earning.md, 4): exactly so many, or by money and up to what is redeemable. */
final class HoldSize {

    static final int TTL_LIMIT_SECONDS = 7 * 24 * 60 * 60;

    private HoldSize() {}

    /**
     * What the request itself says, whatever the programme's settings are.
     *
     * @throws Refused POINTS_OUT_OF_RANGE, FIELD_INVALID
     */
    static void check(HoldRequest request) {
        switch (request.getAmountCase()) {
            case POINTS -> OperationRequests.points(request.getPoints());
            case MONEY -> positive("money.amount", request.getMoney().getAmount());
            case AMOUNT_NOT_SET -> throw Refused.fieldInvalid("points", "Send points or money.");
        }
        if (request.hasTotal()) {
            positive("total", request.getTotal());
        }
        boolean lawful = request.getTtlSeconds() >= 1 && request.getTtlSeconds() <= TTL_LIMIT_SECONDS;
        if (request.hasTtlSeconds() && !lawful) {
            throw Refused.fieldInvalid("ttlSeconds", "Send 1 to " + TTL_LIMIT_SECONDS + " seconds.");
        }
    }

    private static void positive(String field, long minorUnits) {
        if (minorUnits < 1 || minorUnits > Command.POINTS_LIMIT) {
            throw Refused.fieldInvalid(field, "Send minor units from 1 to " + Command.POINTS_LIMIT + ".");
        }
    }

    /** The command under a programme's settings. */
    static Command command(HoldRequest request, Programme programme) {
        boolean byMoney = request.hasMoney();
        RedemptionRate rate = programme.redemption();
        String currency = byMoney
                ? request.getMoney().getCurrency()
                : programme.currencies().getFirst();
        if (!programme.currencies().contains(currency)) {
            return new Command.Denied(Kind.HOLD, null, Outcome.Unwritten.CURRENCY_NOT_ACCEPTED);
        }
        long asked = request.getPoints();
        if (byMoney) {
            asked = rate == null ? 0 : rate.pointsFor(request.getMoney().getAmount());
        }
        long most = rate == null ? 0 : Command.POINTS_LIMIT;
        if (rate != null && request.hasTotal()) {
            most = rate.pointsOfShare(request.getTotal());
        }
        Command.UpTo upTo = byMoney || request.getUpTo()
                ? new Command.UpTo(rate == null ? 1 : rate.step(), rate == null ? 1 : rate.minimum(), most)
                : null;
        int seconds = request.hasTtlSeconds()
                ? request.getTtlSeconds()
                : programme.policy().holdTtlSeconds();
        return new Command.Hold(
                Math.clamp(asked, 1, Command.POINTS_LIMIT),
                upTo,
                Duration.ofSeconds(seconds),
                programme.policy().openHoldsLimit(),
                rate == null ? null : new Command.Rate(rate.points(), rate.money(), currency));
    }
}
