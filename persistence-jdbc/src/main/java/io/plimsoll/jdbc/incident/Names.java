package io.plimsoll.jdbc.incident;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A small set of constants in one column: their names in order, with commas between. */
final class Names {
    private Names() {}

    static String of(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    static <E extends Enum<E>> Set<E> parse(Class<E> type, String names) {
        Set<E> constants = EnumSet.noneOf(type);
        if (!names.isEmpty()) {
            for (String name : names.split(",", -1)) {
                constants.add(Enum.valueOf(type, name));
            }
        }
        return constants;
    }
}
