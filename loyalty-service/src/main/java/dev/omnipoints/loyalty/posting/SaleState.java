package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Status;
import java.util.UUID;

/**
 * What of a kept sale may change, as it stands under its lock.
 *
 * @param member whose it is, by its record or a claim; null: no one's
 * @param memberStatus when it was recorded; null: no one's
 * @param earn the operation that it earned by; null: none
 * @param returned what came back, as protobuf; null: nothing
 * @param claimAnswer what the claim was answered, as protobuf; null: nobody claimed it
 */
public record SaleState(
        UUID id, UUID member, Status memberStatus, Reference earn, byte[] returned, byte[] claimAnswer) {

    /** Another has it, or earned by it, than when it was looked at. */
    boolean isOtherThan(Reference earnThen) {
        return earn == null ? earnThen != null : !earn.equals(earnThen);
    }

    /** Its points were given: to the member who bought, or who claimed it. */
    boolean hasEarned() {
        return claimAnswer != null || memberStatus == Status.ACTIVE;
    }

    SaleState with(byte[] back) {
        return new SaleState(id, member, memberStatus, earn, back, claimAnswer);
    }

    SaleState claimedBy(ChangedSaleTable.Claim claim) {
        Reference row = new Reference(claim.member(), claim.seq());
        return new SaleState(id, claim.member(), memberStatus, row, returned, claim.answer());
    }
}
