package dev.omnipoints.loyalty.bench;

import io.vertx.core.Future;

/** A way to run commands: what is measured, and what it is measured against. */
public interface Contender extends AutoCloseable {

    /** A client that has one command under way at a time. */
    interface Client {

        /** The seq of the row that answers, once it is durable; a refusal or fault fails. */
        Future<Long> run(Drawn command);
    }

    /** As many clients as are to be served at once. */
    Client client(int number);

    /** The process that does the work, where that is not this one; it is measured with PostgreSQL. */
    default ProcessHandle process() {
        return ProcessHandle.current();
    }

    @Override
    void close();
}
