package dev.omnipoints.loyalty.posting;

/** Another batch got there first: this one is to run again and will see it. */
final class LostRaceException extends RuntimeException {

    LostRaceException(String what) {
        super(what, null, false, false);
    }
}
