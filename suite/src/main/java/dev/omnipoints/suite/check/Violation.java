package dev.omnipoints.suite.check;

/**
 * Something that no correct ledger could have told.
 *
 * @param operation the one that is contradicted
 * @param why by what
 */
public record Violation(Operation operation, String why) {
    @Override
    public String toString() {
        return operation.named() + ": " + why;
    }
}
