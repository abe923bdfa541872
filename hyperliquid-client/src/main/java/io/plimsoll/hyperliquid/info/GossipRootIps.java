package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** Endpoint {@code gossipRootIps}: IPv4 addresses of nodes that a node may start to listen to. */
public final class GossipRootIps {
    private GossipRootIps() {}

    /** All of them. Weight 20. */
    public static InfoRequest<List<String>> of() {
        return InfoRequest.of("gossipRootIps", 20, new TypeReference<List<String>>() {});
    }
}
