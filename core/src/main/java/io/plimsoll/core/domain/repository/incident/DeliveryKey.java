package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.TimeKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What tells a delivery from all others, and its place in a list. Ordered by time, then alert, then sink.
 *
 * @param time of the alert
 * @param alert key of it
 * @param sink name of it
 */
public record DeliveryKey(Instant time, String alert, String sink) implements Comparable<DeliveryKey> {
    private static final Comparator<DeliveryKey> ORDER = Comparator.comparing(DeliveryKey::time)
            .thenComparing(DeliveryKey::alert)
            .thenComparing(DeliveryKey::sink);

    /** That of telling an alert to a sink. */
    public static DeliveryKey of(Alert alert, String sink) {
        return new DeliveryKey(alert.time(), alert.key(), sink);
    }

    /** That of a task. */
    public static DeliveryKey of(DeliveryTask task) {
        return of(task.alert(), task.sink());
    }

    /**
     * That of the row a page ended with.
     *
     * @throws IllegalArgumentException if it is not a cursor of a list of deliveries
     */
    public static DeliveryKey of(Cursor cursor) {
        List<String> parts = cursor.parts(3);
        TimeKey alert = TimeKey.parse(parts.get(0), parts.get(1));
        return new DeliveryKey(
                alert.time(),
                alert.text(),
                TimeKey.parse(parts.get(0), parts.get(2)).text());
    }

    /** The cursor of a page that ends here. */
    public Cursor cursor() {
        return Cursor.of(time.toString(), alert, sink);
    }

    @Override
    public int compareTo(DeliveryKey other) {
        return ORDER.compare(this, other);
    }
}
