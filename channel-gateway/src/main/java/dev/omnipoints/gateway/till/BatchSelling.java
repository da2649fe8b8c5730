package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.BodyLimit;
import dev.omnipoints.gateway.platform.BodyParts.Part;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Problems;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.StrictJson;
import dev.omnipoints.gateway.till.BatchAnswer.Result;
import io.grpc.Deadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends the sales of a batch one by one, each by its own key: what becomes of one is no matter of the others. */
@Singleton
public final class BatchSelling {
    /** Enough that the ledger commits many at once, and few beside what it takes from all tills together. */
    private static final int IN_FLIGHT = 32;

    private final Duration whole;
    private final Budget budget;
    private final ProfileClient profile;
    private final Selling selling;
    private final StrictJson json;
    private final Problems problems;

    BatchSelling(
            @ConfigProperty(name = "omnipoints.batch.budget") Duration whole,
            Budget budget,
            ProfileClient profile,
            Selling selling,
            StrictJson json,
            Problems problems) {
        this.whole = whole;
        this.budget = budget;
        this.profile = profile;
        this.selling = selling;
        this.json = json;
        this.problems = problems;
    }

    /** What becomes of each, in their order. Sales are read as they are begun, so that few are in memory at a time. */
    Uni<List<Result>> sell(ApiClient client, List<Part> sales) {
        Run run = new Run(client, Deadline.after(whole.toNanos(), TimeUnit.NANOSECONDS));
        Result[] results = new Result[sales.size()];
        return Multi.createFrom()
                .range(0, sales.size())
                .onItem()
                .transformToUni(i -> run.begin(i, sales.get(i)).invoke(result -> results[i] = result))
                .merge(IN_FLIGHT)
                .collect()
                .last()
                .map(last -> Arrays.asList(results));
    }

    /** What the sales of one batch share. Each is begun after the one before it, by one thread at a time. */
    private final class Run {
        private final ApiClient client;
        private final Deadline end;
        private final BatchMembers members = new BatchMembers(profile);
        private final Map<String, Begun> byKey = new HashMap<>();
        private final Map<Receipt, Uni<?>> byReceipt = new HashMap<>();

        Run(ApiClient client, Deadline end) {
            this.client = client;
            this.end = end;
        }

        /** @param content what was sent, as a digest */
        private record Begun(ByteBuffer content, Uni<RecordSaleResponse> told) {}

        Uni<Result> begin(int index, Part sale) {
            return Uni.createFrom()
                    .deferred(() -> sold(index, sale))
                    .onFailure()
                    .recoverWithItem(failed -> Result.refused(sale.key(), problems.body(failed)));
        }

        private Uni<Result> sold(int index, Part sale) {
            if (end.isExpired()) {
                throw Refused.because(
                        Reason.REASON_OVERLOADED, "The batch's time was over; send it again, or its rest.");
            }
            String key = key(sale);
            Begun begun = begun(key, sale);
            Begun first = byKey.putIfAbsent(key, begun);
            if (first == null) {
                return begun.told().map(told -> Result.kept(sale.key(), told, false));
            }
            if (!first.content().equals(begun.content())) {
                throw Refused.field(
                        "sales[%d].%s".formatted(index, SaleBatch.KEY),
                        "The batch has another sale with this key; give each its own.");
            }
            return first.told().map(told -> Result.kept(sale.key(), told, true));
        }

        private static String key(Part sale) {
            if (sale.length() == 0) {
                throw Refused.because(Reason.REASON_MALFORMED_REQUEST, "A sale must be a JSON object.");
            }
            if (sale.length() > BodyLimit.BYTES) {
                throw Refused.because(Reason.REASON_BODY_TOO_LARGE, "Send at most 1 MiB a sale.");
            }
            if (sale.key() == null) {
                throw Refused.because(
                        Reason.REASON_IDEMPOTENCY_KEY_MISSING, "Send each sale with its idempotencyKey, a string.");
            }
            return IdempotencyKey.parse(sale.key(), SaleBatch.KEY);
        }

        /** Not sent before somebody waits for it; once, however many do. */
        private Begun begun(String key, Part sale) {
            byte[] body = sale.body();
            Selling.Ready ready;
            try {
                ready = Selling.ready(client, key, json.read(body, SaleRequest.class, SaleBatch.KEY));
            } catch (Refused malformed) {
                return new Begun(digest(body, new byte[0]), Uni.createFrom().failure(malformed));
            }
            Uni<RecordSaleResponse> told = afterWhatComesBack(ready)
                    .chain(() -> {
                        Call call = budget.begin(client);
                        return selling.record(call, ready, who -> members.resolve(call, who));
                    })
                    .memoize()
                    .indefinitely();
            if (!byKey.containsKey(key)) {
                byReceipt.putIfAbsent(ready.sale().getSale().getReceipt(), told);
            }
            byte[] who = ready.who().map(ResolveRequest::toByteArray).orElse(new byte[0]);
            return new Begun(digest(ready.sale().toByteArray(), who), told);
        }

        /** Goods may come back whose sale is in this very batch, before them. */
        private Uni<Void> afterWhatComesBack(Selling.Ready ready) {
            Uni<Void> before = Uni.createFrom().voidItem();
            List<Uni<?>> sold = ready.sale().getSale().getReturnsList().stream()
                    .<Uni<?>>map(goods -> byReceipt.get(goods.getReceipt()))
                    .filter(Objects::nonNull)
                    .toList();
            for (Uni<?> sale : sold) {
                before = before.chain(() -> sale.replaceWithVoid().onFailure().recoverWithNull());
            }
            return before;
        }
    }

    private static ByteBuffer digest(byte[] sale, byte[] who) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(sale.length).array());
            digest.update(sale);
            return ByteBuffer.wrap(digest.digest(who));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
