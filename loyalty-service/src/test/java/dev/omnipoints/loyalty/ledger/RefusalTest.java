package dev.omnipoints.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.ReasonOuterClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

    @ParameterizedTest
    @EnumSource
    void aRefusalIsARecordedReasonOfTheContract(Refusal refusal) {
        Reason reason = Reason.forNumber(refusal.code());

        assertThat(reason.name()).isEqualTo("REASON_" + refusal.name());
        assertThat(reason.getValueDescriptor().getOptions().getExtension(ReasonOuterClass.recorded))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsThatOfTheContract(Kind kind) {
        assertThat(EntryKind.forNumber(kind.code()).name()).isEqualTo("ENTRY_KIND_" + kind.name());
        assertThat(Kind.of(kind.code())).isEqualTo(kind);
    }
}
