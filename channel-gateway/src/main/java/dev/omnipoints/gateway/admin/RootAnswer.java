package dev.omnipoints.gateway.admin;

import com.google.protobuf.ByteString;
import dev.omnipoints.contracts.loyalty.v1.ListRootsResponse;
import dev.omnipoints.contracts.loyalty.v1.Root;
import dev.omnipoints.contracts.loyalty.v1.RootKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the whole ledger had come to on a day, signed. */
@Schema(
        name = "Root",
        description = "The Merkle root of the heads of all accounts at one moment of a day, signed: who keeps it can"
                + " show later that no row of then was changed, taken away or put in")
public record RootAnswer(
        @Schema(required = true, description = "Of the ledger's clock, UTC", format = "date")
        String day,

        @Schema(
                required = true,
                description = "The database cluster whose transaction ids `cut` is made of; a text, for the number"
                        + " is beyond what JavaScript holds exactly")
        String cluster,

        @Schema(required = true, description = "The transactions whose rows count, as PostgreSQL's pg_snapshot")
        String cut,

        @Schema(required = true, description = "Accounts that had rows")
        long accounts,

        @Schema(required = true) long rows,

        @Schema(required = true, description = "The root before, in hexadecimal; 64 zeros before the first")
        String before,

        @Schema(required = true, description = "In hexadecimal")
        String root,

        @Schema(required = true, description = "Of the key that signed")
        String keyId,

        @Schema(required = true, description = "Ed25519, over all the other values; base64")
        String signature) {

    /** A page of roots, with what verifies them. */
    @Schema(name = "Roots", description = "A page of roots, oldest first, with the public keys that verify them")
    public record Page(
            @Schema(required = true) List<RootAnswer> entries,

            @Schema(
                    required = true,
                    description = "On every page. Who does not trust this answer got them in another way")
            List<Key> keys,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        static Page of(ListRootsResponse told) {
            return new Page(
                    told.getRootsList().stream().map(RootAnswer::of).toList(),
                    told.getKeysList().stream().map(Key::of).toList(),
                    told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
        }
    }

    /** What verifies signatures. */
    @Schema(name = "RootKey", description = "A public key that verifies roots")
    public record Key(
            @Schema(required = true) String id,

            @Schema(required = true, description = "Ed25519, X.509 SubjectPublicKeyInfo in DER; base64")
            String publicKey) {

        private static Key of(RootKey told) {
            return new Key(told.getId(), base64(told.getPublicKey()));
        }
    }

    private static RootAnswer of(Root told) {
        return new RootAnswer(
                told.getDay(),
                Long.toString(told.getCluster()),
                told.getCut(),
                told.getAccounts(),
                told.getRows(),
                HexFormat.of().formatHex(told.getBefore().toByteArray()),
                HexFormat.of().formatHex(told.getRoot().toByteArray()),
                told.getKeyId(),
                base64(told.getSignature()));
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
