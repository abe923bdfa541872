package io.plimsoll.evm.rpc;

import java.util.Locale;

/** What may be found wrong with an endpoint; each is counted in {@code plimsoll.rpc.faults}. */
public enum RpcFault {
    /** It is of another chain, and never asked again. */
    WRONG_CHAIN,
    /** It does not have the block that was needed yet. */
    BEHIND,
    /** Its head stands still, or is older than the others' or the limit. */
    STALE_HEAD,
    /** It claimed a head that it could not show. */
    LYING_HEAD,
    /** It wanted fewer requests, by status or in the error of a request. */
    RATE_LIMITED,
    /** It refused a batch, or was found to take smaller ones only. */
    BATCH_REFUSED,
    /** No answer came. */
    NO_ANSWER,
    /** It answered with an error status. */
    REFUSED,
    /** An answer was no JSON-RPC, or answers contradicted each other. */
    MALFORMED,
    /** It had nothing that could be used. */
    UNUSABLE,
    /** It had a trouble of its own that others may not have, such as a block or state that it has lost. */
    TROUBLE,
    /** It does not know the method. */
    UNKNOWN_METHOD;

    /** As metrics show it: {@code wrong-chain}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
