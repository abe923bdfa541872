package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.plimsoll.core.foundation.error.RepositoryException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/**
 * Values that a store must keep exactly or refuse, never cut, round or run: SQL, a megabyte, NUL, lone surrogates, numbers and
 * times beyond any column. {@link #refusedOrKept} puts each of them in each component of a record and judges what a repository
 * does with it.
 */
public final class HostileValues {
    /** A text of a megabyte in ASCII. */
    public static final String MEGABYTE = "1mb!".repeat(1 << 18);

    /** Texts that no column may hold: NUL, and surrogates without their other half. */
    public static final List<String> UNSTORABLE_TEXTS =
            List.of("\0", "a\0b", "\uD800", "\uDFFF", "a\uD83D", "\uDE00b", "\uDE00\uD83D", "\uD83D\uD83D\uDE00");

    /** Texts that are unusual and no more: what has room for them keeps them. */
    public static final List<String> STRANGE_TEXTS = List.of(
            "'; DROP TABLE monitored_account; --",
            "' OR '1'='1",
            "\" OR \"\"=\"",
            "\\'; SELECT pg_sleep(9); --",
            "a'b''c",
            "*/ x /*",
            "$1 $$ $tag$ ?",
            ":name <name> ${key} #{x}",
            "%_*",
            "back\\slash \\N \\. \\0 \\x41 \\u0041",
            "tab\tnew\nline\rreturn",
            " blank before and after ",
            "",
            "null",
            "NULL",
            "\u0001\u001F\u007F\u0080",
            "\uFEFFmark",
            "\u202Ebackwards",
            "e\u0301 is not \u00E9",
            "\u0130I\u0131i",
            "\uFFFE\uFFFF",
            "\uD83D\uDE00 \uDBFF\uDFFF",
            "long ".repeat(60));

    private static final List<BigDecimal> DECIMALS = Stream.of(
                    "0",
                    "-1",
                    "0.000000000000000001",
                    "1.50000000000000000000000000",
                    "99999999999999999999.999999999999999999",
                    "-99999999999999999999.999999999999999999",
                    "0.0000000000000000001",
                    "1.0000000000000000005",
                    "99999999999999999999.9999999999999999999",
                    "100000000000000000000",
                    "-1E+20",
                    "1E-400",
                    "1E+400",
                    "1E+131072",
                    "1E+2147483647",
                    "1E-2147483647")
            .map(BigDecimal::new)
            .toList();
    private static final List<BigInteger> INTEGERS = List.of(
            BigInteger.ZERO,
            BigInteger.ONE.negate(),
            BigInteger.TWO.pow(64),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE),
            BigInteger.TEN.pow(78).subtract(BigInteger.ONE),
            BigInteger.TEN.pow(78),
            BigInteger.TWO.pow(4096));
    private static final List<Instant> TIMES = List.of(
            Instant.EPOCH,
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Instant.parse("2026-03-01T12:00:00.123456789Z"),
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("0000-12-31T00:00:00Z"),
            Instant.parse("-5000-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.parse("+300000-01-01T00:00:00Z"),
            Instant.MIN,
            Instant.MAX);
    private static final Map<Class<?>, List<?>> LEAVES = Map.of(
            String.class,
            texts(),
            BigDecimal.class,
            DECIMALS,
            BigInteger.class,
            INTEGERS,
            Instant.class,
            TIMES,
            LocalDate.class,
            List.of(LocalDate.EPOCH, LocalDate.MIN, LocalDate.MAX, LocalDate.of(10000, 1, 1), LocalDate.of(-1, 1, 1)),
            Integer.class,
            List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE),
            Long.class,
            List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));

    /**
     * A value with one of its parts replaced.
     *
     * @param what was replaced by what, for a failure's text
     * @param value whole
     */
    public record Variant<T>(String what, T value) {
        @Override
        public String toString() {
            return what;
        }
    }

    private HostileValues() {}

    /** All texts: strange, unstorable, and of a megabyte. */
    public static List<String> texts() {
        return Stream.of(STRANGE_TEXTS, UNSTORABLE_TEXTS, List.of(MEGABYTE, MEGABYTE + "!"))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Every copy of {@code sample} in which one text, number or time is replaced by a hostile one, through nested records,
     * optionals, lists, sets and maps. Copies that the records themselves refuse are left out, as they cannot come to be.
     */
    public static <T> List<Variant<T>> variants(T sample) {
        return replaced("", sample).map(HostileValues::<T>typed).toList();
    }

    @SuppressWarnings("unchecked")
    private static <T> Variant<T> typed(Variant<Object> variant) {
        // made by the constructor that made the sample, or a collection of the same kind
        return new Variant<>(variant.what(), (T) variant.value());
    }

    /**
     * Saves every variant of {@code sample}: it is refused as unstorable and nothing changes, or reads back exactly as it was
     * given (times as microseconds, decimals by value).
     *
     * @param save of the repository
     * @param find reads back what has the natural key of its argument
     */
    public static <T> void refusedOrKept(T sample, Consumer<T> save, Function<T, Optional<T>> find) {
        List<Variant<T>> variants = variants(sample);
        assertThat(variants).as("variants of " + sample.getClass()).isNotEmpty();
        save.accept(sample);
        assertKept("sample", find.apply(sample), sample);
        for (Variant<T> variant : variants) {
            Optional<T> before = lookUp(variant, find);
            try {
                save.accept(variant.value());
            } catch (RepositoryException | IllegalArgumentException refused) {
                assertUnstorable(variant.what(), refused);
                assertThat(lookUp(variant, find)).as(variant.what()).isEqualTo(before);
                continue;
            } catch (RuntimeException e) {
                fail(variant + " was neither stored nor refused", e);
            }
            assertKept(variant.what(), find.apply(variant.value()), variant.value());
            save.accept(sample);
        }
        assertKept("sample", find.apply(sample), sample);
    }

    /**
     * Calls {@code query} with every text: it answers or refuses the text, and has run none of it.
     *
     * @param query of the repository, by a text
     */
    public static void answeredOrRefused(Consumer<String> query) {
        for (String text : texts()) {
            try {
                query.accept(text);
            } catch (RepositoryException | IllegalArgumentException refused) {
                assertUnstorable(shown(text), refused);
            } catch (RuntimeException e) {
                fail("a query by " + shown(text) + " was neither answered nor refused", e);
            }
        }
    }

    private static <T> Optional<T> lookUp(Variant<T> variant, Function<T, Optional<T>> find) {
        try {
            return find.apply(variant.value());
        } catch (RepositoryException | IllegalArgumentException refused) {
            assertUnstorable(variant.what(), refused);
            return Optional.empty();
        }
    }

    private static void assertUnstorable(String what, RuntimeException refused) {
        if (refused instanceof RepositoryException repository) {
            assertThat(repository.kind()).as(what).isEqualTo(RepositoryException.Kind.UNSTORABLE);
            assertThat(repository.getMessage()).as(what).hasSizeLessThan(2_000);
        }
    }

    private static <T> void assertKept(String what, Optional<T> read, T given) {
        assertThat(read).as(what + ": stored without an error and not found").isPresent();
        assertThat(read.orElseThrow())
                .as(what)
                .usingRecursiveComparison(RecursiveComparisonConfiguration.builder()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .withEqualsForType(HostileValues::sameTime, Instant.class)
                        .build())
                .isEqualTo(given);
    }

    private static boolean sameTime(Instant one, Instant other) {
        return one.truncatedTo(ChronoUnit.MICROS).equals(other.truncatedTo(ChronoUnit.MICROS));
    }

    private static Stream<Variant<Object>> replaced(String path, Object value) {
        if (LEAVES.containsKey(value.getClass())) {
            return LEAVES.get(value.getClass()).stream().map(leaf -> new Variant<>(path + " = " + shown(leaf), leaf));
        }
        if (value instanceof Record whole) {
            return replacedInRecord(path, whole);
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream()
                    .flatMap(part -> replaced(path, part))
                    .map(part -> new Variant<>(part.what(), Optional.of(part.value())));
        }
        if (value instanceof Map<?, ?> map) {
            return replacedInMap(path, map);
        }
        if (value instanceof List<?> list) {
            return replacedInList(path, list).map(part -> new Variant<>(part.what(), part.value()));
        }
        if (value instanceof Set<?> set) {
            return replacedInList(path, List.copyOf(set))
                    .map(part -> new Variant<>(part.what(), new LinkedHashSet<>(part.value())));
        }
        return Stream.empty();
    }

    private static Stream<Variant<List<Object>>> replacedInList(String path, List<?> list) {
        // the first stands for all
        return list.stream()
                .limit(1)
                .flatMap(first -> replaced(path + "[0]", first))
                .map(part -> {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(0, part.value());
                    return new Variant<>(part.what(), copy);
                });
    }

    private static Stream<Variant<Object>> replacedInMap(String path, Map<?, ?> map) {
        return map.entrySet().stream()
                .limit(1)
                .flatMap(entry -> Stream.concat(
                        replaced(path + ".key", entry.getKey())
                                .map(key -> new Variant<Object>(
                                        key.what(), with(map, entry.getKey(), key.value(), entry.getValue()))),
                        replaced(path + ".value", entry.getValue())
                                .map(value -> new Variant<Object>(
                                        value.what(), with(map, entry.getKey(), entry.getKey(), value.value())))));
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object without, Object key, Object value) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.remove(without);
        copy.put(key, value);
        return copy;
    }

    private static Stream<Variant<Object>> replacedInRecord(String path, Record whole) {
        RecordComponent[] components = whole.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> read(whole, component))
                .toArray();
        List<Variant<Object>> variants = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            int index = i;
            String name = path.isEmpty() ? components[i].getName() : path + "." + components[i].getName();
            replaced(name, values[i]).forEach(part -> {
                Object[] changed = values.clone();
                changed[index] = part.value();
                make(whole.getClass(), components, changed)
                        .ifPresent(made -> variants.add(new Variant<>(part.what(), made)));
            });
        }
        return variants.stream();
    }

    private static Object read(Record whole, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Optional<Object> make(Class<?> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException refusedByTheRecord) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    /** Short and printable: what cannot be seen as its code. */
    static String shown(Object leaf) {
        if (!(leaf instanceof String text)) {
            return String.valueOf(leaf);
        }
        String head = text.chars()
                .limit(40)
                .mapToObj(
                        unit -> unit >= 32 && unit < 127 ? String.valueOf((char) unit) : String.format("\\u%04X", unit))
                .collect(Collectors.joining());
        return "\"" + head + (text.length() > 40 ? "…\" of " + text.length() : "\"");
    }
}
