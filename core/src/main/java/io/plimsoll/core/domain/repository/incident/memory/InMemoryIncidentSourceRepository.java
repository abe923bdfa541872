package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.incident.IncidentSource;
import io.plimsoll.core.domain.incident.SourcePoll;
import io.plimsoll.core.domain.repository.incident.IncidentSourceRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources and their last polls, by name. */
final class InMemoryIncidentSourceRepository implements IncidentSourceRepository {
    private final Map<String, IncidentSource> sources = new HashMap<>();
    private final Map<String, SourcePoll> answers = new HashMap<>();
    private final Map<String, SourcePoll> failures = new HashMap<>();

    @Override
    public synchronized void upsert(Collection<IncidentSource> rows) {
        rows.forEach(source -> sources.put(source.name(), source));
    }

    @Override
    public synchronized List<IncidentSource> all() {
        return sources.values().stream()
                .sorted(Comparator.comparing(IncidentSource::priority).thenComparing(IncidentSource::name))
                .toList();
    }

    /** Of the source with this name; the last of all where there is none. */
    synchronized int priority(String name) {
        return sources.containsKey(name) ? sources.get(name).priority() : Integer.MAX_VALUE;
    }

    @Override
    public synchronized boolean note(SourcePoll poll) {
        if (!sources.containsKey(poll.source())) {
            return false;
        }
        (poll.error().isEmpty() ? answers : failures).put(poll.source(), poll);
        return true;
    }

    @Override
    public synchronized Optional<SourcePoll> lastAnswer(String source) {
        return Optional.ofNullable(answers.get(source));
    }

    @Override
    public synchronized Optional<SourcePoll> lastFailure(String source) {
        return Optional.ofNullable(failures.get(source));
    }

    @Override
    public synchronized boolean delete(String source) {
        answers.remove(source);
        failures.remove(source);
        return sources.remove(source) != null;
    }
}
