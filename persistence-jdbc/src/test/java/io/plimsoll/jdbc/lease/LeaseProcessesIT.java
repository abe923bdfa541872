package io.plimsoll.jdbc.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.OtherProcess;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two processes that want the same lease, the holder stopped or killed in the middle of its work again and again. {@code
 * -Dplimsoll.lease.faults} says how often.
 */
class LeaseProcessesIT {
    private static final int FAULTS = Integer.getInteger("plimsoll.lease.faults", 2);
    private static final Pattern TOOK = Pattern.compile("took (\\d+) under (\\d+)\\.");

    private record Taken(long item, long token) {}

    private final DataSource source = PostgresServer.emptyDatabase();
    private final Map<String, OtherProcess> workers = new HashMap<>();
    private final Map<Taken, String> acknowledged = new HashMap<>();

    @BeforeAll
    static void require() {
        PostgresServer.require(LeaseProcessesIT.class);
    }

    @Test
    void holdersStoppedAndKilled_noItemIsTakenTwice_andNoneIsLost() throws SQLException {
        try (JdbcStore store = JdbcStore.postgres(source)) {
            store.leases();
            execute("CREATE TABLE work (item BIGINT NOT NULL, token BIGINT NOT NULL)");
            start("worker1");
            start("worker2");
            for (int fault = 1; fault <= FAULTS; fault++) {
                String holder = holder(store);
                if (fault % 2 == 1) {
                    standStill(holder);
                } else {
                    die(holder);
                    start("replacement" + fault);
                }
            }
            holder(store);
        } finally {
            List.copyOf(workers.keySet()).forEach(this::die);
        }

        List<Taken> taken = taken();
        for (int n = 0; n < taken.size(); n++) {
            assertThat(taken.get(n).item()).isEqualTo(n + 1);
        }
        assertThat(taken).extracting(Taken::token).isSorted();
        assertThat(taken).containsAll(acknowledged.keySet());
        assertThat(taken.get(taken.size() - 1).token()).isGreaterThan(FAULTS);
        Map<Long, String> owners = new HashMap<>();
        acknowledged.forEach((item, worker) -> assertThat(owners.merge(item.token(), worker, (one, other) -> one))
                .isEqualTo(worker));
    }

    private void start(String name) {
        workers.put(name, OtherProcess.start(LeaseWorker.class, OtherProcess.url(source), name));
    }

    /** Who has the lease, once it has taken an item under it. */
    private String holder(JdbcStore store) {
        return Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> store.leases().find(LeaseWorker.LEASE).filter(this::inUse), Optional::isPresent)
                .orElseThrow()
                .owner();
    }

    private boolean inUse(Lease lease) {
        OtherProcess worker = workers.get(lease.owner());
        return worker != null
                && worker.lines().stream().anyMatch(line -> line.endsWith("under " + lease.token() + "."));
    }

    /** It is overtaken, and finds out when it goes on. */
    private void standStill(String holder) {
        OtherProcess stopped = workers.get(holder);
        stopped.suspend();
        String next = workers.keySet().stream()
                .filter(name -> !name.equals(holder))
                .findFirst()
                .orElseThrow();
        workers.get(next)
                .await(
                        workers.get(next).lines().size(),
                        line -> TOOK.matcher(line).matches());
        int before = stopped.lines().size();
        stopped.resume();
        stopped.await(before, line -> line.startsWith("refused") || line.equals("standby"));
    }

    private void die(String name) {
        OtherProcess worker = workers.remove(name);
        worker.kill();
        for (String line : worker.lines()) {
            Matcher took = TOOK.matcher(line);
            if (took.matches()) {
                acknowledged.put(new Taken(Long.parseLong(took.group(1)), Long.parseLong(took.group(2))), name);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Taken> taken() throws SQLException {
        List<Taken> taken = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT item, token FROM work ORDER BY item, token")) {
            while (rows.next()) {
                taken.add(new Taken(rows.getLong(1), rows.getLong(2)));
            }
        }
        return taken;
    }
}
