package dev.omnipoints.loyalty.earning;

/** A rule whose condition failed while it was evaluated; it does not fit. */
public record Failure(String rule, String message) {}
