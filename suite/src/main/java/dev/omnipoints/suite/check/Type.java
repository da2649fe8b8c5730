package dev.omnipoints.suite.check;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an event of a history tells of its operation (https://jepsen-io.github.io/history, `:type`). */
public enum Type {
    /** It begins. */
    @JsonProperty("invoke")
    INVOKE,
    /** It came to pass. */
    @JsonProperty("ok")
    OK,
    /** It did not come to pass; a refusal that the ledger wrote down has a row all the same. */
    @JsonProperty("fail")
    FAIL,
    /** Nobody knows: it has come to pass, or will, or never does. Its process is not heard of again. */
    @JsonProperty("info")
    INFO
}
