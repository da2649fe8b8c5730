package dev.omnipoints.loyalty.served;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.loyalty.Calls;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Calls signed for callers of one programme; a token serves as long as a gateway would let it. */
final class Signed {

    private static final Duration REUSED = Duration.ofSeconds(25);

    private final String programme;
    private final Map<Key, Token> tokens = new HashMap<>();

    Signed(String programme) {
        this.programme = programme;
    }

    private record Key(String issuer, Caller caller) {}

    private record Token(String text, Instant issued) {}

    /** A till, shop or app with its key. */
    <S extends AbstractStub<S>> S byTill(S stub, String client) {
        return by(
                stub,
                "channel-gateway",
                caller(CallerKind.CALLER_KIND_CLIENT, client).setChannel(Channel.CHANNEL_STORE));
    }

    /** One of the retailer's people. */
    <S extends AbstractStub<S>> S byStaff(S stub, String client) {
        return by(
                stub,
                "channel-gateway",
                caller(CallerKind.CALLER_KIND_STAFF, client).setActor("care-1"));
    }

    /** A member with their own token. */
    <S extends AbstractStub<S>> S byMember(S stub, String client, String memberId) {
        return by(
                stub,
                "channel-gateway",
                caller(CallerKind.CALLER_KIND_MEMBER, client).setActor(memberId));
    }

    /** The service that owns members. */
    <S extends AbstractStub<S>> S byProfile(S stub, String client) {
        return by(stub, "profile-service", caller(CallerKind.CALLER_KIND_SERVICE, client));
    }

    private Caller.Builder caller(CallerKind kind, String client) {
        return Caller.newBuilder().setProgramme(programme).setKind(kind).setClient(client);
    }

    private <S extends AbstractStub<S>> S by(S stub, String issuer, Caller.Builder caller) {
        Instant now = Instant.now();
        Token token = tokens.compute(
                new Key(issuer, caller.build()),
                (key, known) -> known == null || known.issued().plus(REUSED).isBefore(now)
                        ? new Token(Calls.token(issuer, "loyalty-service", now, Calls.key(issuer), key.caller()), now)
                        : known);
        return Calls.with(stub, token.text());
    }
}
