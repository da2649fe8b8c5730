package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A sale on its way into the table: what is known before the ledger has decided.
 *
 * @param id by {@link SaleId}
 * @param businessDate null where the till does not restart its numbers
 * @param total minor units, after discounts
 * @param basket what was sent, as protobuf
 * @param context of the member, as protobuf; null where there is none
 * @param programmeVersion the settings by which it was rated
 * @param rulesVersion of the rules that it was rated by; 0: the programme's rate alone
 * @param memberNamed the client named someone, known or not
 * @param ageLimit how old it may be when it is reported; null: of any age
 * @param refuseUnknown do not keep it where the member that it names is unknown or closed
 * @param sequence the terminal's own count; null: it keeps none
 * @param returns goods that come back on the same receipt
 * @param paid what the tenders come to: the total less the money returned
 * @param matched the rules that fit it; null where it is denied
 * @param denied why its programme's settings do not take it as a new one; null: they do
 * @param kept makes what is kept with it from what became of the sale
 */
public record SaleDraft(
        UUID id,
        String programme,
        String store,
        String terminal,
        String number,
        String businessDate,
        String currency,
        long total,
        byte[] basket,
        byte[] context,
        int programmeVersion,
        long rulesVersion,
        boolean memberNamed,
        Duration ageLimit,
        boolean refuseUnknown,
        Long sequence,
        List<ReturnDraft> returns,
        long paid,
        Matched matched,
        Refused denied,
        Function<SaleOutcome, Kept> kept) {

    /**
     * What is kept with a sale, as protobuf.
     *
     * @param standing by which it was rated; null where it was not
     */
    public record Kept(byte[] answer, byte[] standing) {}
}
