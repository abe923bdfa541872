package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.fail;

import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls every method of a repository with every hostile text, number and time in each place of its arguments. Each call must
 * answer or refuse with an error of ours; what is kept must read back exactly is {@link HostileValues#refusedOrKept}'s to judge.
 * The harmless values around them are made up from the types, so a new method needs nothing here.
 */
public final class HostileCalls {
    /** Errors that a repository may answer a strange, but possible argument with. */
    private static final Set<Kind> REFUSALS =
            EnumSet.of(Kind.UNSTORABLE, Kind.DUPLICATE, Kind.CONFLICT, Kind.STALE_WRITER, Kind.FENCED);

    private static final int TRIES = 3_000;
    /** Whether every text is tried, not one of each kind. */
    private static final boolean FULL = Boolean.getBoolean("plimsoll.hostile.full");

    private static final List<String> WORST = List.of(
            "DROP TABLE", "\"a\\u0000b\"", "\"a\\uD83D\"", "\"\\uDE00b\"", " of 1048576", "\"\"", "\\uDBFF\\uDFFF");

    private final Random random = new Random(42);
    private final Map<String, Integer> calls = new TreeMap<>();

    private HostileCalls() {}

    /**
     * Sweeps over a repository.
     *
     * @param port the interface whose methods are called
     * @return how many calls each method got; 0 if none of its arguments can be made up or made hostile
     */
    public static <P> Map<String, Integer> sweep(Class<P> port, P repository) {
        HostileCalls sweep = new HostileCalls();
        for (Method method : port.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                sweep.call(method, repository);
            }
        }
        return sweep.calls;
    }

    /**
     * Searches two empty repositories for texts that cannot be stored and between times without end.
     *
     * @param names of the methods that search
     * @return the calls after which the two differ, with what they answered
     */
    public static <P> List<String> differences(Class<P> port, P reference, P repository, Predicate<String> names) {
        HostileCalls sweep = new HostileCalls();
        List<String> differences = new ArrayList<>();
        List<Method> methods = Arrays.stream(port.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && names.test(method.getName()))
                // in no order of their own: what is made up must be the same each time
                .sorted(Comparator.comparing(Method::toString))
                .toList();
        for (Method method : methods) {
            Object[] harmless = sweep.all(method.getGenericParameterTypes()).orElse(null);
            if (harmless == null) {
                continue;
            }
            for (int i = 0; i < harmless.length; i++) {
                for (Object endless : endless(harmless[i])) {
                    Object[] arguments = harmless.clone();
                    arguments[i] = endless;
                    String expected = answer(method, reference, arguments);
                    String actual = answer(method, repository, arguments);
                    if (!actual.equals(expected)) {
                        differences.add(port.getSimpleName() + "." + method.getName() + ", argument " + i + " = "
                                + HostileValues.shown(endless) + ": " + expected + " and " + actual);
                    }
                }
            }
        }
        return differences;
    }

    private static List<?> endless(Object sample) {
        if (sample instanceof Instant) {
            return List.of(Instant.MIN, Instant.MAX);
        }
        if (sample instanceof LocalDate) {
            return List.of(LocalDate.MIN, LocalDate.MAX);
        }
        return sample instanceof String ? List.of("a\0b", "a\uD83D", HostileValues.MEGABYTE + "!") : List.of();
    }

    private static String answer(Method method, Object repository, Object[] arguments) {
        try {
            method.setAccessible(true);
            return String.valueOf(method.invoke(repository, arguments));
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof IllegalArgumentException ? "refused" : String.valueOf(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void call(Method method, Object repository) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        calls.merge(name, 0, Integer::sum);
        Type[] types = method.getGenericParameterTypes();
        Optional<Object[]> harmless = all(types);
        if (harmless.isEmpty()) {
            return;
        }
        for (int i = 0; i < types.length; i++) {
            Object sample = harmless.get()[i];
            for (HostileValues.Variant<Object> variant : HostileValues.variants(sample)) {
                if (!FULL && !isAmongTheWorst(variant.what())) {
                    continue;
                }
                Object[] arguments = harmless.get().clone();
                arguments[i] = variant.value();
                invoke(method, repository, arguments, name + " with " + variant);
                calls.merge(name, 1, Integer::sum);
            }
        }
    }

    /** Of the texts, one of each kind. */
    private static boolean isAmongTheWorst(String what) {
        return !what.endsWith("\"") && !what.matches("(?s).*\" of \\d+")
                || WORST.stream().anyMatch(what::contains);
    }

    private static void invoke(Method method, Object repository, Object[] arguments, String what) {
        try {
            method.setAccessible(true);
            Object answer = method.invoke(repository, arguments);
            if (answer instanceof Stream<?> stream) {
                stream.close();
            }
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            boolean refused = cause instanceof IllegalArgumentException
                    // of the library's own arithmetic with times
                    || cause instanceof DateTimeException
                    || cause instanceof ArithmeticException
                    || cause instanceof RepositoryException failure && REFUSALS.contains(failure.kind());
            if (!refused) {
                fail(what + " was neither answered nor refused", cause);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(what, e);
        }
    }

    private Optional<Object[]> all(Type[] types) {
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object value = sample(types[i]);
            if (value == null) {
                return Optional.empty();
            }
            values[i] = value;
        }
        return Optional.of(values);
    }

    /** A harmless value of the type; null if none can be made up. */
    private @Nullable Object sample(Type type) {
        if (type instanceof WildcardType wildcard) {
            return sample(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic) {
            return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        return type instanceof Class<?> plain ? plainSample(plain) : null;
    }

    private @Nullable Object container(Class<?> raw, Type[] of) {
        Object first = sample(of[0]);
        if (first == null) {
            return null;
        }
        if (raw == Optional.class) {
            return Optional.of(first);
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return List.of(first);
        }
        if (raw == Set.class) {
            return Set.of(first);
        }
        if (raw == Map.class) {
            Object value = sample(of[1]);
            return value == null ? null : Map.of(first, value);
        }
        return raw.isRecord() ? record(raw) : null;
    }

    private @Nullable Object plainSample(Class<?> type) {
        if (type == String.class) {
            return "sample" + random.nextInt(3);
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt(4);
        }
        if (type == long.class || type == Long.class) {
            return (long) random.nextInt(4);
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(random.nextInt(5)).divide(new BigDecimal(2));
        }
        if (type == BigInteger.class) {
            return BigInteger.valueOf(random.nextInt(4));
        }
        if (type == Instant.class) {
            return Instant.parse("2026-03-02T00:00:00Z").plusSeconds(random.nextInt(3) * 604_800L);
        }
        if (type == LocalDate.class) {
            return LocalDate.parse("2026-03-02").plusDays(random.nextInt(3) * 7L);
        }
        if (type == Duration.class) {
            return Duration.ofMinutes(1 + random.nextInt(3));
        }
        if (type == Address.class) {
            return Address.parse("0x" + "a1".repeat(20));
        }
        if (type == Bytes32.class) {
            return Bytes32.parse("0x" + "b2".repeat(32));
        }
        if (type == ChainId.class) {
            return new ChainId(999);
        }
        if (type == PageRequest.class) {
            return new PageRequest(10, Optional.empty());
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses())
                    .map(this::sample)
                    .filter(value -> value != null)
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    /** Tries until the record accepts what is made up for it. */
    private @Nullable Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Type[] types =
                Arrays.stream(components).map(RecordComponent::getGenericType).toArray(Type[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            for (int tried = 0; tried < TRIES; tried++) {
                Optional<Object[]> values = all(types);
                if (values.isEmpty()) {
                    return null;
                }
                try {
                    return constructor.newInstance(values.get());
                } catch (InvocationTargetException refusedByTheRecord) {
                    // other values, then
                }
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }
}
