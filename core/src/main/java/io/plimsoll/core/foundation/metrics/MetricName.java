package io.plimsoll.core.foundation.metrics;

/** Every metric there is: its name, and what its tag tells apart. */
public enum MetricName {
    /** Requests to a source; tag: source. */
    REQUESTS("plimsoll.requests", "source"),
    /** Requests that failed; tag: kind of the error. */
    REQUEST_FAILURES("plimsoll.request.failures", "kind"),
    /** Time from request to decoded answer; tag: source. */
    REQUEST_TIME("plimsoll.request.time", "source"),
    /** Answers from a cache; tag: group. */
    CACHE_HITS("plimsoll.cache.hits", "group"),
    /** Questions that a cache had to pass on; tag: group. */
    CACHE_MISSES("plimsoll.cache.misses", "group"),
    /** What was found wrong with endpoints of chains; tag: fault. */
    RPC_FAULTS("plimsoll.rpc.faults", "fault"),
    /** The same, told apart by who it was; tag: endpoint. */
    RPC_ENDPOINT_FAULTS("plimsoll.rpc.endpoint.faults", "endpoint"),
    /** The newest block of an endpoint of a chain; tag: endpoint. */
    RPC_HEAD("plimsoll.rpc.head", "endpoint"),
    /** 1 while an endpoint of a chain is asked, 0 while it is not; tag: endpoint. */
    RPC_USABLE("plimsoll.rpc.usable", "endpoint"),
    /** Gaps in a stream; tag: stream. */
    STREAM_GAPS("plimsoll.stream.gaps", "stream"),
    /** Last block that an index has stored, -1 before the first; tag: index. */
    INDEX_CHECKPOINT("plimsoll.index.checkpoint", "index"),
    /** Blocks between what an index has stored and where it goes to; tag: index. */
    INDEX_BEHIND("plimsoll.index.behind", "index"),
    /** Events that an index has stored; tag: index. */
    INDEX_EVENTS("plimsoll.index.events", "index"),
    /** Time to store a step; tag: index. */
    INDEX_COMMIT_TIME("plimsoll.index.commit.time", "index"),
    /** Reorgs that an index has followed; tag: index. */
    INDEX_REORGS("plimsoll.index.reorgs", "index"),
    /** Hash conflicts that a second look did not confirm; tag: index. */
    INDEX_CONFLICTS("plimsoll.index.conflicts", "index"),
    /** Times that the head was found below what an index has stored; tag: index. */
    INDEX_LOW_HEADS("plimsoll.index.low.heads", "index"),
    /** Failures that an index has waited out; tag: kind of the error. */
    INDEX_RETRIES("plimsoll.index.retries", "kind"),
    /** Faults of a program's listener to an index; tag: index. */
    INDEX_LISTENER_FAILURES("plimsoll.index.listener.failures", "index"),
    /** What happened to transactions on their way: sent, answer lost, replaced, mined and so on; tag: outcome. */
    TRANSACTIONS("plimsoll.transactions", "outcome"),
    /** Alerts delivered; tag: sink. */
    ALERTS_DELIVERED("plimsoll.alerts.delivered", "sink"),
    /** Alerts given up; tag: sink. */
    ALERTS_FAILED("plimsoll.alerts.failed", "sink"),
    /** Ranges of logs that an endpoint would not give at once; tag: of what there was too much. */
    LOG_RANGES_REFUSED("plimsoll.log.ranges.refused", "reason"),
    /** Answers about logs that cannot be, or do not fit together, and were not used; tag: what is wrong. */
    LOG_FAULTS("plimsoll.log.faults", "fault"),
    /** Ranges of which one endpoint alone said that they have no logs, and nothing else showed it; tag: chain. */
    LOG_RANGES_UNPROVEN("plimsoll.log.ranges.unproven", "chain");

    private final String id;
    private final String tag;

    MetricName(String id, String tag) {
        this.id = id;
        this.tag = tag;
    }

    /** As registries show it. */
    public String id() {
        return id;
    }

    /** Key of its tag. */
    public String tag() {
        return tag;
    }
}
