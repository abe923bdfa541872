package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.alert.NotificationSettings;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.repository.market.NotificationSettingsRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Settings in {@code notification_setting} and {@code notification_sink}, keyed by user. */
final class JdbcNotificationSettingsRepository implements NotificationSettingsRepository {
    private record UserSink(Address user, String sink) {}

    private static final Table<NotificationSettings> SETTINGS = Table.<NotificationSettings>named(
                    "notification_setting")
            .key("user_address", Type.ADDRESS, NotificationSettings::user)
            .column("enabled", Type.FLAG, NotificationSettings::enabled)
            .column("least_severity", Type.name(Severity.class), NotificationSettings::from)
            .column("quiet_seconds", Type.LONG, settings -> settings.quiet().toSeconds())
            .build();

    private static final Table<UserSink> SINKS = Table.<UserSink>named("notification_sink")
            .key("user_address", Type.ADDRESS, UserSink::user)
            .key("sink", AlertRows.SINK, UserSink::sink)
            .build();

    private final Database database;

    JdbcNotificationSettingsRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(NotificationSettings settings) {
        database.update("save the notification settings of a user", handle -> {
            SETTINGS.upsert(handle, Set.of(settings));
            handle.createUpdate("DELETE FROM notification_sink WHERE user_address = :user")
                    .bind("user", settings.user())
                    .execute();
            SINKS.insert(
                    handle,
                    settings.sinks().stream()
                            .map(sink -> new UserSink(settings.user(), sink))
                            .toList());
        });
    }

    @Override
    public Optional<NotificationSettings> find(Address user) {
        return database.read(
                "read the notification settings of a user",
                handle -> handle.createQuery("""
                        SELECT enabled, least_severity, quiet_seconds FROM notification_setting WHERE user_address = :user
                        """)
                        .bind("user", user)
                        .map(Row.mapping(row -> new NotificationSettings(
                                user,
                                row.get("enabled", Type.FLAG),
                                row.get("least_severity", Type.name(Severity.class)),
                                sinks(handle, user),
                                Duration.ofSeconds(row.get("quiet_seconds", Type.LONG)))))
                        .findOne());
    }

    private static Set<String> sinks(Handle handle, Address user) {
        return handle.createQuery("SELECT sink FROM notification_sink WHERE user_address = :user")
                .bind("user", user)
                .map(Row.mapping(row -> row.get("sink", AlertRows.SINK)))
                .set();
    }

    @Override
    public boolean delete(Address user) {
        return database.write(
                "delete the notification settings of a user",
                handle -> handle.createUpdate("DELETE FROM notification_setting WHERE user_address = :user")
                                .bind("user", user)
                                .execute()
                        > 0);
    }
}
