package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.alert.AlertCondition;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.alert.NotificationSettings;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Subscription;
import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepStatus;
import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.incident.memory.InMemoryIncidentStore;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore;
import io.plimsoll.core.domain.repository.market.memory.InMemoryMarketStore;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.monitoring.memory.InMemoryMonitoringStore;
import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.domain.repository.user.memory.InMemoryUserStore;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthSample;
import io.plimsoll.core.foundation.health.HealthStatus;
import io.plimsoll.core.testing.HostileCalls;
import io.plimsoll.core.testing.HostileValues;
import io.plimsoll.core.testing.repository.incident.IncidentRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.KeeperSamples;
import io.plimsoll.core.testing.repository.token.TokenSamples;
import io.plimsoll.jdbc.market.JdbcMarketStore;
import io.plimsoll.jdbc.testing.TestDatabase;
import io.plimsoll.jdbc.token.JdbcTokenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hostile values to every method of every repository of every store, found by their accessors. */
abstract class HostileValuesContract {
    private static final String PORTS = "io.plimsoll.core.domain.repository";

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Address ALICE = KeeperSamples.ALICE;
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

    @TestFactory
    Stream<DynamicTest> rows_areRefusedOrKept() {
        JdbcStore store = database().emptied();
        MonitoringStore monitoring = store.monitoring();
        IncidentStore incidents = store.incidents();
        KeeperStore keeper = store.keeper();
        JdbcTokenStore tokens = store.tokens();
        JdbcMarketStore market = store.market();
        AtomicInteger seen = new AtomicInteger();
        return Stream.of(
                row(
                        new MonitoredAccount(ALICE, "name", Set.of(Platform.HYPEREVM), Map.of()),
                        monitoring.accounts()::upsert,
                        account -> monitoring.accounts().find(account.address())),
                row(
                        new PipelineReport(
                                "run",
                                "monitor",
                                RunState.ENDED,
                                T0,
                                Duration.ofSeconds(1),
                                List.of(new StepResult("a", StepStatus.FAILED, Duration.ZERO, Optional.of("why")))),
                        monitoring.runs()::save,
                        run -> monitoring.runs().find(run.id())),
                row(
                        new Priced(BigDecimal.ONE, BigInteger.ONE),
                        priced -> monitoring
                                .holdings()
                                .save(new Holdings(
                                        ALICE,
                                        "evm",
                                        T0.plusSeconds(seen.incrementAndGet()),
                                        List.of(Holding.of(priced.balance()), Holding.of(priced.lending())))),
                        priced -> monitoring.holdings().find(ALICE, "evm").map(Priced::of)),
                row(
                        IncidentRepositoryContract.incident(
                                0, IncidentType.CASCADE, Severity.INFO, "ETH", "1000000.25"),
                        incidents.incidents()::upsert,
                        incident -> incidents.incidents().find(incident.id())),
                row(
                        new Subscription(ALICE, "chat", IncidentFilter.ALL, true),
                        incidents.subscriptions()::upsert,
                        subscription -> first(
                                incidents.subscriptions().of(ALICE),
                                other -> other.sink().equals(subscription.sink()))),
                row(
                        KeeperSamples.market(KeeperSamples.BTC, "1"),
                        given -> keeper.markets().upsert(List.of(given)),
                        given -> keeper.markets().find(given.id())),
                row(
                        KeeperSamples.quote("pyth", "BTC", T0, 1),
                        given -> keeper.prices().upsert(List.of(given)),
                        given -> keeper.prices()
                                .latestAt(
                                        given.source(),
                                        given.asset(),
                                        given.price().publishTime())),
                row(
                        TokenSamples.tracked(TokenSamples.TOKEN, "USD"),
                        tokens.tokens()::upsert,
                        given -> tokens.tokens()
                                .find(new TokenId(given.chain(), given.token().address()))),
                row(
                        TokenSamples.transfer(TokenSamples.TOKEN, 1, 0, T0.toString(), 1, 2, 3),
                        given -> tokens.transfers().upsert(List.of(given)),
                        given -> first(
                                tokens.transfers()
                                        .page(
                                                new TokenId(given.at().chain(), given.contract()),
                                                PageRequest.first(1_000))
                                        .items(),
                                other -> other.at().block().number()
                                                == given.at().block().number()
                                        && other.at().logIndex() == given.at().logIndex())),
                row(
                        new MarketAlert(
                                "id",
                                ALICE,
                                "BTC",
                                AlertCondition.PRICE_ABOVE,
                                BigDecimal.TEN,
                                Severity.INFO,
                                Set.of("chat"),
                                true,
                                T0),
                        market.alerts()::upsert,
                        alert -> market.alerts().find(alert.id())),
                row(
                        new NotificationSettings(ALICE, true, Severity.INFO, Set.of("chat"), Duration.ZERO),
                        market.notifications()::upsert,
                        settings -> market.notifications().find(settings.user())),
                row(
                        new HealthSample(T0, new HealthReport.Result("check", true, true, "detail", Duration.ZERO)),
                        sample -> market.health()
                                .upsert(new HealthReport(
                                        HealthStatus.HEALTHY, sample.time(), Duration.ZERO, List.of(sample.result()))),
                        sample -> first(
                                market.health()
                                        .page(sample.result().name(), PageRequest.first(1_000))
                                        .items(),
                                other -> other.time().equals(sample.time().truncatedTo(ChronoUnit.MICROS)))));
    }

    /** A decimal and an amount in what an account holds. */
    private record Priced(BigDecimal total, BigInteger supplied) {
        static Priced of(Holdings holdings) {
            BigDecimal total = BigDecimal.ZERO;
            BigInteger supplied = BigInteger.ZERO;
            for (Holding holding : holdings.items()) {
                if (holding.position() instanceof SpotBalance balance) {
                    total = balance.total();
                } else if (holding.position() instanceof LendingPosition lending) {
                    supplied = lending.supplied();
                }
            }
            return new Priced(total, supplied);
        }

        SpotBalance balance() {
            return new SpotBalance("HYPE", total, BigDecimal.ZERO);
        }

        LendingPosition lending() {
            return new LendingPosition(ChainId.HYPEREVM, ALICE, "0x01", ALICE, supplied, BigInteger.ZERO, true);
        }
    }

    private static <T> DynamicTest row(T sample, Consumer<T> save, Function<T, Optional<T>> find) {
        return DynamicTest.dynamicTest(
                sample.getClass().getSimpleName(), () -> HostileValues.refusedOrKept(sample, save, find));
    }

    private static <T> Optional<T> first(List<T> rows, Predicate<T> wanted) {
        return rows.stream().filter(wanted).findFirst();
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
