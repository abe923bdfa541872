package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.incident.memory.InMemoryIncidentStore;
import io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore;
import io.plimsoll.core.domain.repository.market.memory.InMemoryMarketStore;
import io.plimsoll.core.domain.repository.monitoring.memory.InMemoryMonitoringStore;
import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.domain.repository.user.memory.InMemoryUserStore;
import io.plimsoll.core.testing.HostileCalls;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hostile values to every method of every repository of every store, found by their accessors. */
abstract class HostileValuesContract {
    private static final String PORTS = "io.plimsoll.core.domain.repository";

    private static final Pattern WRITES =
            Pattern.compile("upsert|add|save|append|settle|claim|note|seen|invite|accept|join|rollUp|buildFromMinutes");

    abstract TestDatabase database();

    @TestFactory
    Stream<DynamicTest> everyRepository_answersOrRefuses() {
        List<Repository> repositories = repositories(database().emptied()).toList();
        List<String> before = MigrationsContract.schema(database().source());
        return Stream.concat(
                repositories.stream()
                        .map(repository -> DynamicTest.dynamicTest(repository.name(), () -> sweep(repository))),
                Stream.of(DynamicTest.dynamicTest(
                        "no table was touched",
                        () -> assertThat(MigrationsContract.schema(database().source()))
                                .isEqualTo(before))));
    }

    /** Nothing is like what cannot be stored, and no time is beyond a bound without end: in memory as in a database. */
    @Test
    void searches_forWhatCannotBe_answerAsInMemory() {
        JdbcStore store = database().emptied();
        Map<Class<?>, Object> inMemory = new HashMap<>();
        for (Object memory : List.of(
                new InMemoryIncidentStore(),
                new InMemoryKeeperStore(),
                new InMemoryMarketStore(),
                new InMemoryMonitoringStore(),
                new InMemoryTokenStore(),
                new InMemoryUserStore())) {
            for (Object repository : accessors(memory, memory.getClass())) {
                for (Class<?> port : facesOf(repository)) {
                    inMemory.put(port, repository);
                }
            }
        }

        List<String> differences = new ArrayList<>();
        repositories(store)
                .filter(repository -> inMemory.containsKey(repository.port()))
                .forEach(repository -> differences.addAll(
                        repository.differences(Objects.requireNonNull(inMemory.get(repository.port())))));

        assertThat(inMemory).hasSizeGreaterThan(20);
        assertThat(differences).isEmpty();
    }

    private static void sweep(Repository repository) {
        Map<String, Integer> calls = repository.sweep();

        assertThat(calls.values().stream().mapToInt(Integer::intValue).sum())
                .as("calls of " + calls)
                .isPositive();
    }

    /** A port and who implements it. */
    private record Repository(Class<?> port, Object implementation) {
        private String name() {
            return port.getSimpleName();
        }

        @SuppressWarnings("unchecked")
        private Map<String, Integer> sweep() {
            return HostileCalls.sweep((Class<Object>) port, implementation);
        }

        @SuppressWarnings("unchecked")
        private List<String> differences(Object reference) {
            return HostileCalls.differences(
                    (Class<Object>) port,
                    reference,
                    implementation,
                    name -> !WRITES.matcher(name).matches());
        }
    }

    private static Stream<Repository> repositories(JdbcStore store) {
        List<Repository> found = new ArrayList<>();
        for (Object domain : accessors(store, JdbcStore.class)) {
            for (Class<?> face : domain.getClass().isInterface() ? new Class<?>[0] : facesOf(domain)) {
                if (face.getSimpleName().endsWith("Repository")) {
                    found.add(new Repository(face, domain));
                }
            }
            for (Object repository : accessors(domain, domain.getClass())) {
                for (Class<?> port : facesOf(repository)) {
                    found.add(new Repository(port, repository));
                }
            }
        }
        assertThat(found).isNotEmpty();
        return found.stream();
    }

    private static Class<?>[] facesOf(Object object) {
        return Arrays.stream(object.getClass().getInterfaces())
                .filter(face -> face.getName().startsWith(PORTS))
                .toArray(Class<?>[]::new);
    }

    /** What the public methods without arguments give that belongs to the stores. */
    private static List<Object> accessors(Object owner, Class<?> type) {
        List<Object> values = new ArrayList<>();
        for (Method method : type.getMethods()) {
            String returned = method.getReturnType().getName();
            if (method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())
                    && (returned.startsWith(PORTS) || returned.startsWith("io.plimsoll.jdbc."))
                    && method.getReturnType() != Operations.class) {
                try {
                    method.setAccessible(true);
                    values.add(method.invoke(owner));
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(method.toString(), e);
                }
            }
        }
        return values;
    }
}
