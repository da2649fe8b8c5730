package dev.omnipoints.suite;

import dev.omnipoints.suite.grpc.Loyalty;
import dev.omnipoints.suite.rest.Gateway;

/**
 * Where clients ask.
 *
 * @param rest a gateway, for all channels
 * @param loyalty the loyalty-service behind it, for partners
 */
record Door(Gateway rest, Loyalty loyalty) implements AutoCloseable {
    /** For doors that are nobody else's. */
    @Override
    public void close() {
        rest.close();
        loyalty.close();
    }
}
