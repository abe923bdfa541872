package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.incident.IncidentSource;
import io.plimsoll.core.domain.incident.SourcePoll;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where incidents are learnt from. Implementations are thread-safe; each call is one transaction. */
public interface IncidentSourceRepository {
    /** Stores the sources; those with the same name are replaced, what came of asking them stays. */
    void upsert(Collection<IncidentSource> sources);

    /** All of them, in order of priority, then by name. */
    List<IncidentSource> all();

    /** Notes that a source was asked; false if there is no such source. */
    boolean note(SourcePoll poll);

    /** The poll that a source answered last. */
    Optional<SourcePoll> lastAnswer(String source);

    /** The poll that a source did not answer last. */
    Optional<SourcePoll> lastFailure(String source);

    /** Deletes a source with its polls; false if there was none. */
    boolean delete(String source);
}
