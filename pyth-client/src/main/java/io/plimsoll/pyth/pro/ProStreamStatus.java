package io.plimsoll.pyth.pro;

import io.plimsoll.core.kit.stream.StreamStatus;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * How a {@link ProStream} is doing, at one moment.
 *
 * @param hosts in the order given
 * @param delivered updates told
 * @param duplicates updates that another host had brought before
 * @param late updates older than one that was told before, left out
 * @param disbelieved updates that did not verify, left out
 * @param listenerFailures exceptions that the listener threw
 */
public record ProStreamStatus(
        List<Host> hosts, long delivered, long duplicates, long late, long disbelieved, long listenerFailures) {
    /**
     * One host.
     *
     * @param url of its websocket
     * @param connection how it is doing
     */
    public record Host(HttpUrl url, StreamStatus connection) {}

    public ProStreamStatus {
        hosts = List.copyOf(hosts);
    }

    /** Hosts that are connected. */
    public long connected() {
        return hosts.stream().filter(host -> host.connection().connected()).count();
    }
}
