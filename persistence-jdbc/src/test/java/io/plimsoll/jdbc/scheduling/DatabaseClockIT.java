package io.plimsoll.jdbc.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.assertj.core.data.TemporalUnitOffset;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The database here is H2, whose clock is this machine's; the nanoseconds are a node's that is far off. */
class DatabaseClockIT {
    private static final TemporalUnitOffset ABOUT = within(20, ChronoUnit.SECONDS);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private boolean away;

    private DatabaseClock clock() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:clock");
        InvocationHandler orAway = (proxy, method, arguments) -> {
            if (away) {
                throw new SQLNonTransientConnectionException("away", "08001");
            }
            return method.invoke(h2, arguments);
        };
        DataSource source = (DataSource)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, orAway);
        return new DatabaseClock(Database.over(source, Engine.H2), nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void now_isCountedOn_andReadAnewAfterAMinute() {
        DatabaseClock clock = clock();
        assertThat(clock.now()).isCloseTo(Instant.now(), ABOUT);

        pass(Duration.ofSeconds(59));
        assertThat(clock.now()).isCloseTo(Instant.now().plusSeconds(59), ABOUT);
        pass(Duration.ofSeconds(2));
        assertThat(clock.now()).isCloseTo(Instant.now(), ABOUT);
    }

    @Test
    void now_whileTheDatabaseIsAway_isCountedOn() {
        DatabaseClock clock = clock();
        away = true;

        pass(Duration.ofMinutes(5));
        assertThat(clock.now()).isCloseTo(Instant.now().plusSeconds(300), ABOUT);

        away = false;
        pass(Duration.ofSeconds(30));
        assertThat(clock.now()).isCloseTo(Instant.now().plusSeconds(330), ABOUT);
        pass(Duration.ofSeconds(31));
        assertThat(clock.now()).isCloseTo(Instant.now(), ABOUT);
    }

    @Test
    void database_thatIsAwayFromTheStart_isAnError() {
        away = true;

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(this::clock)
                .withMessageStartingWith("cannot read the database's clock: ");
    }
}
