package dev.omnipoints.loyalty.posting;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Sales that were kept before and change in a batch, by returns and claims; locked. */
final class KeptSales {

    private final Map<UUID, SaleState> sales;
    private final Map<UUID, ChangedSaleTable.Changed> changed = new LinkedHashMap<>();

    KeptSales(Map<UUID, SaleState> locked) {
        this.sales = new HashMap<>(locked);
    }

    /** As it stands, what was decided in this batch counted in. */
    SaleState get(UUID sale) {
        return sales.get(sale);
    }

    /** This much came back of it. */
    void returned(UUID sale, byte[] returned) {
        ChangedSaleTable.Changed before = changed.get(sale);
        change(sales.get(sale).with(returned), before == null ? null : before.claim());
    }

    /** Someone has it now. */
    void claimed(UUID sale, byte[] returned, ChangedSaleTable.Claim claim) {
        change(sales.get(sale).with(returned).claimedBy(claim), claim);
    }

    private void change(SaleState state, ChangedSaleTable.Claim claim) {
        sales.put(state.id(), state);
        changed.put(state.id(), new ChangedSaleTable.Changed(state.id(), state.returned(), claim));
    }

    /** Those to be written. */
    Collection<ChangedSaleTable.Changed> changed() {
        return changed.values();
    }
}
