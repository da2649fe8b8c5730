package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Sends sales that are to be refused. */
final class RefusedSales {

    private RefusedSales() {}

    static Problem refusedWithoutTrace(String programme, RecordSaleRequest.Builder request, Status.Code code) {
        return Database.leavingNoTrace(() -> refused(programme, request, code));
    }

    static Problem refused(String programme, RecordSaleRequest.Builder request, Status.Code code) {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> Calls.sales(programme, "till-1").recordSale(request.build()));
        assertThat(refused.getStatus().getCode()).isEqualTo(code);
        return Calls.problem(refused);
    }
}
