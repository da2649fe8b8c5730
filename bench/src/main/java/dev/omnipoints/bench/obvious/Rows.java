package dev.omnipoints.bench.obvious;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import java.time.Instant;
import java.util.UUID;

/** The rows of one sale; raises its account, which is managed and so written with them. */
record Rows(
        RecordSaleRequest request,
        UUID id,
        UUID keyHash,
        AccountRow account,
        long total,
        Instant now,
        long points,
        byte[] fingerprint) {
    private static final short EARN = 1;
    private static final short VERSION = 1;
    private static final long MINOR_UNITS_A_POINT = 100;
    private static final long LIFE_DAYS = 730;

    Rows(RecordSaleRequest request, UUID id, UUID keyHash, AccountRow account, long total, Instant now) {
        this(
                request,
                id,
                keyHash,
                account,
                total,
                now,
                total / MINOR_UNITS_A_POINT,
                Sha256.of(request.getSale().toByteArray()));
        account.seq++;
        account.spendable += points;
        account.issued += points;
        account.lastRecordedAt = now;
        account.nextDueAt = account.nextDueAt == null ? expiresAt() : account.nextDueAt;
        account.head = Sha256.of(account.head, fingerprint);
    }

    private Instant expiresAt() {
        return now.plusSeconds(LIFE_DAYS * 24 * 60 * 60);
    }

    JournalRow journal() {
        JournalRow row = new JournalRow();
        row.key = new JournalRow.Key(account.key.bucket(), account.key.programme(), account.key.member(), account.seq);
        row.caller = ObviousSales.CALLER;
        row.keyHash = keyHash;
        row.fingerprint = fingerprint;
        row.kind = EARN;
        row.points = points;
        row.spendableChange = points;
        row.issuedChange = points;
        row.spendable = account.spendable;
        // As long as what the real one writes of a new lot.
        row.lots = fingerprint;
        row.sale = id;
        row.channel = 1;
        row.store = request.getSale().getReceipt().getStore();
        row.terminal = request.getSale().getReceipt().getTerminal();
        row.occurredAt = now;
        row.recordedAt = now;
        row.version = VERSION;
        row.hash = account.head;
        return row;
    }

    LotRow lot() {
        LotRow lot = new LotRow();
        lot.key = new LotRow.Key(
                account.key.bucket(),
                account.key.programme(),
                account.key.member(),
                account.seq,
                0,
                account.key.member());
        lot.points = points;
        lot.remaining = points;
        lot.expiresAt = expiresAt();
        lot.open = true;
        return lot;
    }

    SaleRow sale(byte[] answer) {
        Sale sale = request.getSale();
        SaleRow row = new SaleRow();
        row.key = SaleRow.Key.of(id);
        row.programme = ObviousSales.PROGRAMME;
        row.store = sale.getReceipt().getStore();
        row.terminal = sale.getReceipt().getTerminal();
        row.number = sale.getReceipt().getNumber();
        row.member = account.key.member();
        row.memberStatus = (short) request.getMember().getStatusValue();
        row.caller = ObviousSales.CALLER;
        row.keyHash = keyHash;
        row.fingerprint = fingerprint;
        row.channel = 1;
        row.occurredAt = Instant.ofEpochSecond(
                sale.getOccurredAt().getSeconds(), sale.getOccurredAt().getNanos());
        row.recordedAt = now;
        row.currency = sale.getCurrency();
        row.total = total;
        row.basket = sale.toByteArray();
        row.context = request.getMember().toByteArray();
        row.programmeVersion = 1;
        row.rulesVersion = 0;
        row.earnSeq = account.seq;
        row.points = points;
        row.answer = answer;
        return row;
    }
}
