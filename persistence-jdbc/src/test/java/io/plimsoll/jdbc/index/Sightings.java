package io.plimsoll.jdbc.index;

import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static io.plimsoll.jdbc.index.EventColumn.AMOUNT;
import static io.plimsoll.jdbc.index.EventColumn.DECIMAL;
import static io.plimsoll.jdbc.index.EventColumn.FLAG;
import static io.plimsoll.jdbc.index.EventColumn.LONG;
import static io.plimsoll.jdbc.index.EventColumn.text;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.testing.repository.index.Sighting;
import java.util.ArrayList;
import java.util.List;

/** The table of the tests' own events. */
final class Sightings {
    static final EventTable<Sighting> TABLE = EventTable.named("sighting", Sighting.class)
            .column("seen_by", ADDRESS, Sighting::by)
            .column("said", text(40), Sighting::text)
            .column("amount", AMOUNT, Sighting::amount)
            .column("weight", DECIMAL, Sighting::weight)
            .column("confirmed", FLAG, Sighting::confirmed)
            .column("seen_count", LONG, Sighting::count)
            .optional("reward", AMOUNT, Sighting::reward)
            .index("seen_by")
            .indexTime()
            .build(row -> new Sighting(
                    row.at(),
                    row.get("seen_by", ADDRESS),
                    row.get("said", text(40)),
                    row.get("amount", AMOUNT),
                    row.get("weight", DECIMAL),
                    row.get("confirmed", FLAG),
                    row.get("seen_count", LONG),
                    row.find("reward", AMOUNT)));

    private Sightings() {}

    /** All that are stored of a chain, in the order in which they happened. */
    static List<Sighting> all(JdbcIndexRepository repository, ChainId chain) {
        List<Sighting> all = new ArrayList<>();
        PageRequest request = PageRequest.first(PageRequest.MAXIMUM);
        while (true) {
            Page<Sighting> page = repository.events(TABLE).between(chain, 0, Long.MAX_VALUE, request);
            all.addAll(page.items());
            if (page.next().isEmpty()) {
                return all;
            }
            request = request.after(page.next().get());
        }
    }
}
