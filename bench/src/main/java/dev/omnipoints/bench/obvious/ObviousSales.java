package dev.omnipoints.bench.obvious;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SaleService;
import dev.omnipoints.contracts.type.v1.Balance;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a good engineer would build first: one Hibernate Reactive transaction a sale, over the very tables and indexes
 * of loyalty-service and with the same rows. It checks less than the real one: no signature, no rules but the rate, no
 * settings, nothing that falls due.
 */
@GrpcService
class ObviousSales implements SaleService {
    static final String PROGRAMME = "demo";

    static final String CALLER = "obvious";

    private final Mutiny.SessionFactory sessions;

    @Inject
    ObviousSales(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<RecordSaleResponse> recordSale(RecordSaleRequest request) {
        return sessions.withTransaction(session -> recorded(session, request));
    }

    private static Uni<RecordSaleResponse> recorded(Mutiny.Session session, RecordSaleRequest request) {
        Sale sale = request.getSale();
        UUID id = uuid(PROGRAMME
                + "|" + sale.getReceipt().getStore()
                + "|" + sale.getReceipt().getTerminal()
                + "|" + sale.getReceipt().getNumber());
        AccountRow.Key account =
                AccountRow.Key.of(PROGRAMME, UUID.fromString(request.getMember().getMemberId()));
        UUID keyHash = uuid(CALLER + "|" + request.getIdempotencyKey());
        return session.find(SaleRow.class, SaleRow.Key.of(id))
                .chain(known -> known != null
                        ? Uni.createFrom().item(again(known))
                        : session.find(AccountRow.class, account, LockModeType.PESSIMISTIC_WRITE)
                                .chain(locked -> keyIsFree(session, account, keyHash)
                                        .chain(() -> fresh(session, request, id, keyHash, locked))));
    }

    private static Uni<Void> keyIsFree(Mutiny.Session session, AccountRow.Key account, UUID keyHash) {
        return session.createQuery(
                        "from JournalRow where key.bucket = :bucket and key.programme = :programme"
                                + " and key.member = :member and keyHash = :keyHash and part = 0",
                        JournalRow.class)
                .setParameter("bucket", account.bucket())
                .setParameter("programme", account.programme())
                .setParameter("member", account.member())
                .setParameter("keyHash", keyHash)
                .getSingleResultOrNull()
                .invoke(row -> {
                    if (row != null) {
                        throw new IllegalStateException("The load sends no key twice");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<RecordSaleResponse> fresh(
            Mutiny.Session session, RecordSaleRequest request, UUID id, UUID keyHash, AccountRow account) {
        Instant now = Instant.now();
        long total = request.getSale().getLinesList().stream()
                .mapToLong(line -> line.getGross() - line.getDiscount())
                .sum();
        Rows rows = new Rows(request, id, keyHash, account, total, now);
        SaleResult result = result(id, account, total, now, rows.points());
        return session.persistAll(rows.journal(), rows.lot(), rows.sale(result.toByteArray()))
                .replaceWith(RecordSaleResponse.newBuilder().setResult(result).build());
    }

    private static SaleResult result(UUID id, AccountRow account, long total, Instant now, long points) {
        String member = account.key.member().toString();
        return SaleResult.newBuilder()
                .setSaleId(id.toString().replace("-", ""))
                .setMemberId(member)
                .setMemberStatus(SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE)
                .setEarned(Earned.newBuilder()
                        .setPoints(points)
                        .setState(EarnedState.EARNED_STATE_AVAILABLE)
                        .addBreakdown(Award.newBuilder()
                                .setRule("base")
                                .setBase(total)
                                .setPoints(points)
                                .setText("1 point per 1.00 EUR")))
                .setBalance(Balance.newBuilder()
                        .setMemberId(member)
                        .setAvailable(account.spendable)
                        .setSeq(account.seq)
                        .setAsOf(Timestamp.newBuilder()
                                .setSeconds(now.getEpochSecond())
                                .setNanos(now.getNano())))
                .build();
    }

    private static RecordSaleResponse again(SaleRow known) {
        try {
            return RecordSaleResponse.newBuilder()
                    .setResult(SaleResult.parseFrom(known.answer))
                    .setReplayed(true)
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }

    private static UUID uuid(String text) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    @Override
    public Uni<QuoteResponse> quote(QuoteRequest request) {
        return ObviousAccounts.notMeasured();
    }

    @Override
    public Uni<ClaimSaleResponse> claimSale(ClaimSaleRequest request) {
        return ObviousAccounts.notMeasured();
    }

    @Override
    public Uni<GetSaleResponse> getSale(GetSaleRequest request) {
        return ObviousAccounts.notMeasured();
    }
}
