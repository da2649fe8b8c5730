package dev.omnipoints.loyalty.served;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Commands;
import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.posting.OperationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The model's members, rows and receipts as the service names them. */
final class Ids {

    private final Connection database;
    private final String programme;
    private final Map<Ask.Ref, String> told = new HashMap<>();

    Ids(Connection database, String programme) {
        this.database = database;
        this.programme = programme;
    }

    static String memberId(int member) {
        return Core.id(member).toString();
    }

    /** As profile-service vouches for a member whom it has not gated yet. */
    static MemberContext member(int member) {
        return MemberContext.newBuilder()
                .setMemberId(memberId(member))
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(1)
                .build();
    }

    static MemberStatus status(Ask.Status status) {
        return MemberStatus.valueOf("MEMBER_STATUS_" + status);
    }

    static Receipt receipt(String number) {
        return Receipt.newBuilder()
                .setStore("PAR-012")
                .setTerminal("T3")
                .setNumber(number)
                .build();
    }

    /** An answer told the id of the row that it is of. */
    void hear(Ask.Ref row, String id) {
        told.put(row, id);
    }

    /** Of any row, that of a hold. */
    static String hold(Ask.Ref row) {
        return OperationId.of(Kind.HOLD, Commands.reference(row));
    }

    /** As an answer told it; of rows that answered nobody, by their kind; of none, that of an earn. */
    String operation(Ask.Ref row) {
        String id = known(row);
        return id == null ? OperationId.of(Kind.EARN, Commands.reference(row)) : id;
    }

    /** Null: there is no such row yet. */
    String known(Ask.Ref row) {
        return told.computeIfAbsent(row, this::stored);
    }

    private String stored(Ask.Ref row) {
        AccountKey account = AccountKey.of(programme, Core.id(row.member()));
        try (PreparedStatement query = database.prepareStatement(
                "SELECT kind FROM journal WHERE bucket = ? AND programme = ? AND member = ? AND seq = ?")) {
            query.setShort(1, (short) account.bucket());
            query.setString(2, programme);
            query.setObject(3, account.member());
            query.setLong(4, row.seq());
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? OperationId.of(Kind.of(found.getInt(1)), Commands.reference(row)) : null;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
