package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.type.v1.Caller;
import io.grpc.Deadline;

/**
 * What all calls of one request share.
 *
 * @param caller on whose behalf
 * @param deadline when the whole request must have been answered, retries and all
 */
public record Call(Caller caller, Deadline deadline) {}
