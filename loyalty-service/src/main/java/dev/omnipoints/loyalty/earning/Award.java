package dev.omnipoints.loyalty.earning;

/**
 * What one rule gives.
 *
 * @param rule its id
 * @param version of the rules
 * @param base the money that it looked at, in minor units
 * @param points whole
 * @param text says why, in words
 */
public record Award(String rule, long version, long base, long points, String text) {}
