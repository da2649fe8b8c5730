package dev.omnipoints.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountKeyTest {

    /** Stored in every key: a change of this number would lose every account. */
    @Test
    void theBucketOfAMemberNeverChanges() {
        UUID member = UUID.fromString("019aa0d2-7c00-7abc-8def-0123456789ab");

        assertThat(AccountKey.of("demo", member).bucket()).isEqualTo((short) 19);
    }

    @Test
    void membersSpreadOverAllBuckets() {
        int[] counts = new int[AccountKey.BUCKETS];
        for (int i = 0; i < 64_000; i++) {
            counts[AccountKey.of("demo", new UUID(i, ~i)).bucket()]++;
        }

        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    @Test
    void accountsAreOrderedAsPostgresOrdersThem() {
        AccountKey low = new AccountKey((short) 1, "demo", UUID.fromString("7fffffff-0000-7000-8000-000000000000"));
        AccountKey high = new AccountKey((short) 1, "demo", UUID.fromString("80000000-0000-7000-8000-000000000000"));

        assertThat(low).isLessThan(high);
    }
}
