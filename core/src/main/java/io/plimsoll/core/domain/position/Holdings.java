package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that one source says an account holds, at one time: what it does not list, the account does not hold there. No
 * positions is an answer, too; it is not the same as not having looked.
 *
 * @param account the main address that is watched
 * @param source where it was seen, such as {@code hypercore} or a chain and a position manager; at most 100 characters
 * @param seen when
 * @param items each position once: perps by market, balances by token, liquidity and lending by their keys
 */
public record Holdings(Address account, String source, Instant seen, List<Holding> items) {
    /** Kinds in the order in which they are listed. */
    private static final List<Class<? extends Position>> KINDS =
            List.of(PerpPosition.class, SpotBalance.class, LpPosition.class, LendingPosition.class);

    private static final Comparator<Holding> ORDER = Comparator.comparing(
                    (Holding holding) -> KINDS.indexOf(holding.position().getClass()))
            .thenComparing(holding -> key(holding.position()));

    public Holdings {
        if (source.isBlank()) {
            throw new IllegalArgumentException("holdings of " + account + " have no source");
        }
        items = items.stream().sorted(ORDER).toList();
        Set<String> keys = new HashSet<>();
        for (Holding holding : items) {
            Position position = holding.position();
            if (!keys.add(KINDS.indexOf(position.getClass()) + key(position))) {
                throw new IllegalArgumentException("holdings of " + account + " list a position twice: " + position);
            }
        }
    }

    private static String key(Position position) {
        if (position instanceof PerpPosition perp) {
            return perp.coin();
        }
        if (position instanceof SpotBalance balance) {
            return balance.token();
        }
        return position instanceof LpPosition liquidity
                ? liquidity.key().toString()
                : ((LendingPosition) position).key().toString();
    }

    /** The positions of one kind. */
    public <P extends Position> Stream<P> positions(Class<P> kind) {
        return items.stream().map(Holding::position).filter(kind::isInstance).map(kind::cast);
    }

    /** The same holdings with other items. */
    public Holdings withItems(List<Holding> others) {
        return new Holdings(account, source, seen, others);
    }
}
