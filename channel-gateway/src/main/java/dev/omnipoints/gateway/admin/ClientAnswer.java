package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.access.ClientKeys;
import dev.omnipoints.gateway.access.ClientRecord;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An API client. */
@Schema(name = "Client", description = "An API client, its keys without their secrets")
public record ClientAnswer(
        @Schema(required = true) String id,

        @Schema(required = true, description = "Grows by one with every change")
        int version,

        @Schema(required = true, examples = "STORE") String channel,

        @Schema(description = "Absent: every store of the programme")
        List<String> stores,

        @Schema(description = "Absent: every terminal of its stores")
        String terminal,

        @Schema(required = true) List<String> grants,

        @Schema(required = true) Instant createdAt,

        @Schema(description = "It has ended for good, with all of its keys")
        Instant endedAt,

        @Schema(required = true, description = "The oldest first")
        List<Key> keys) {

    /** A key without its secret. */
    @Schema(name = "ClientKey", description = "A key without its secret")
    public record Key(
            @Schema(required = true, description = "The first twelve digits of its SHA-256", examples = "9f86d081884c")
            String keyId,

            @Schema(required = true) Instant validFrom,

            @Schema(description = "Absent: until it is ended")
            Instant validUntil,

            @Schema(description = "It was ended, for good") Instant endedAt) {

        static Key of(ClientRecord.Key key) {
            return new Key(
                    key.id(),
                    key.validFrom(),
                    key.validUntil().orElse(null),
                    key.endedAt().orElse(null));
        }
    }

    /** A key that was made: told once. */
    @Schema(name = "CreatedClientKey", description = "A key that was made. No other answer tells the secret")
    public record Created(
            @Schema(required = true, examples = "9f86d081884c")
            String keyId,

            @Schema(required = true, description = "What the client sends as X-API-Key")
            String key,

            @Schema(required = true) Instant validFrom,

            @Schema(description = "Absent: until it is ended")
            Instant validUntil) {

        static Created of(ClientKeys.NewKey made) {
            ClientRecord.Key key = made.key();
            return new Created(
                    key.id(), made.secret(), key.validFrom(), key.validUntil().orElse(null));
        }
    }

    /** A page of clients. */
    @Schema(name = "Clients", description = "A page of API clients, in the order of their ids")
    public record Page(
            @Schema(required = true) List<ClientAnswer> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        /** A page of so many; {@code found} has one more where there is another page. */
        static Page of(List<ClientRecord> found, int pageSize) {
            boolean more = found.size() > pageSize;
            return new Page(
                    found.stream().limit(pageSize).map(ClientAnswer::of).toList(),
                    more ? found.get(pageSize - 1).id() : null);
        }
    }

    static ClientAnswer of(ClientRecord client) {
        ClientRecord.Terms terms = client.terms();
        return new ClientAnswer(
                client.id(),
                client.version(),
                terms.channel().name().substring("CHANNEL_".length()),
                terms.stores().isEmpty() ? null : List.copyOf(terms.stores()),
                terms.terminal().orElse(null),
                terms.grants().stream().map(Enum::name).toList(),
                client.createdAt(),
                client.endedAt().orElse(null),
                client.keys().stream().map(Key::of).toList());
    }
}
