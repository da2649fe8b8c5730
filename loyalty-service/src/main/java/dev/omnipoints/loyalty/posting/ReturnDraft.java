package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Goods on their way back: what is known before the ledger has decided.
 *
 * @param id by {@link #id}
 * @param terminal null: not said
 * @param sale of which they come back
 * @param earn the operation that it earned by, as far as it was looked at; null: none
 * @param budgets rules whose budget, of all members, it may count down
 * @param named the member whose identity was sent; null: none, or one that is no one's
 * @param memberNamed an identity was sent
 * @param fingerprint of what was sent of the goods
 * @param body what was sent, as protobuf
 * @param plan what it comes to, from the sale as it stands
 * @param answer makes the answer, as protobuf
 */
public record ReturnDraft(
        UUID id,
        String programme,
        String store,
        String terminal,
        String returnId,
        UUID sale,
        Reference earn,
        Set<String> budgets,
        UUID named,
        boolean memberNamed,
        byte[] fingerprint,
        byte[] body,
        Function<SaleState, Plan> plan,
        BiFunction<Plan, Outcome, byte[]> answer) {

    /**
     * What a return comes to.
     *
     * @param exceeds more than is left of the sale; nothing else is told
     * @param money minor units that go with the goods
     * @param lowered by how much points counters go down
     * @param returned what came back of the sale so far, as protobuf
     */
    public record Plan(
            boolean exceeds,
            long money,
            long takenBack,
            List<Command.GiveBack> givenBack,
            Map<Tally.Key, Tally> lowered,
            byte[] returned) {}

    /**
     * What became of it.
     *
     * @param account after it; null: a sale of no one
     * @param rows of the return, the one that takes back last; none likewise
     */
    public record Outcome(Account account, List<Row> rows) {}

    /** A return is taken once a store. */
    public static UUID id(String programme, String store, String returnId) {
        return new Encoding()
                .text("return")
                .text(programme)
                .text(store)
                .text(returnId)
                .sha256Half();
    }
}
