package io.plimsoll.evm.rpc;

import java.util.Set;

/**
 * What an endpoint must have to be asked. One endpoint alone is asked whatever it has; among several only those that have it are.
 *
 * @param head it must have this block
 * @param logRange it must take {@code eth_getLogs} over so many blocks, both ends counted; 0 if none is asked for
 * @param archive it must have the states of old blocks
 * @param except the names of those that are not asked: whose word is to be compared with another's
 */
public record RpcNeeds(long head, long logRange, boolean archive, Set<String> except) {
    /** Any endpoint will do. */
    public static final RpcNeeds NONE = new RpcNeeds(0, 0, false);

    public RpcNeeds {
        if (head < 0 || logRange < 0) {
            throw new IllegalArgumentException("needs must not be negative, got head " + head + ", range " + logRange);
        }
        except = Set.copyOf(except);
    }

    /** What any endpoint may fulfil. */
    public RpcNeeds(long head, long logRange, boolean archive) {
        this(head, logRange, archive, Set.of());
    }

    /** An endpoint that has this block. */
    public static RpcNeeds head(long number) {
        return new RpcNeeds(number, 0, false);
    }

    /** An endpoint that has block {@code last}, and takes {@code eth_getLogs} from {@code first} to there. */
    public static RpcNeeds logs(long first, long last) {
        return new RpcNeeds(last, last - first + 1, false);
    }

    /** The same, of any endpoint but these. */
    public RpcNeeds except(Set<String> sources) {
        return new RpcNeeds(head, logRange, archive, sources);
    }
}
