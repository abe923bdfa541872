package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.foundation.chain.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The children of an index's factories and the blocks of their births, in the order of the births: they only become more. Thread-safe.
 */
final class Children {
    private final List<ChildContract> births = new ArrayList<>();
    private final Map<String, Map<Address, Long>> blocks = new HashMap<>();
    private Known known = new Known(0, Set.of());

    /**
     * The children at some time.
     *
     * @param count how many births there were
     */
    record Known(int count, Set<Address> addresses) {}

    Children(Collection<ChildContract> found) {
        found.stream().sorted().forEach(this::add);
    }

    /** Adds the next child, unless the factory has it already; says whether. */
    synchronized boolean add(ChildContract child) {
        boolean added = blocks.computeIfAbsent(child.rule(), rule -> new HashMap<>())
                        .putIfAbsent(child.address(), child.at().block().number())
                == null;
        if (added) {
            births.add(child);
        }
        return added;
    }

    /** Whether the factory's child was born in this block or before it. */
    synchronized boolean has(String factory, Address contract, long block) {
        Long birth = blocks.getOrDefault(factory, Map.of()).get(contract);
        return birth != null && birth <= block;
    }

    /** All of them now. */
    synchronized Known known() {
        if (known.count < births.size()) {
            Set<Address> all = new HashSet<>(known.addresses);
            births.subList(known.count, births.size()).forEach(child -> all.add(child.address()));
            known = new Known(births.size(), Set.copyOf(all));
        }
        return known;
    }

    /** Those that came after {@code earlier}, and were born in this block or before it. */
    synchronized Set<Address> since(Known earlier, long block) {
        Set<Address> later = new HashSet<>();
        for (ChildContract child : births.subList(earlier.count, births.size())) {
            if (child.at().block().number() <= block && !earlier.addresses.contains(child.address())) {
                later.add(child.address());
            }
        }
        return later;
    }

    /** A copy of those that were born in this block or before it. */
    synchronized Children upTo(long block) {
        return new Children(births.stream()
                .filter(child -> child.at().block().number() <= block)
                .toList());
    }
}
