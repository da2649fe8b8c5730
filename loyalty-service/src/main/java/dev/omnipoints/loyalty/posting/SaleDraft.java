package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.platform.Refused;
import java.time.Duration;
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
 * @param memberNamed the client named someone, known or not
 * @param ageLimit how old it may be when it is reported; null: of any age
 * @param refuseUnknown do not keep it where the member that it names is unknown or closed
 * @param denied why its programme's settings do not take it as a new one; null: they do
 * @param answer makes the answer, as protobuf, from what became of the sale; it is kept with it
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
        boolean memberNamed,
        Duration ageLimit,
        boolean refuseUnknown,
        Refused denied,
        Function<SaleOutcome, byte[]> answer) {}
