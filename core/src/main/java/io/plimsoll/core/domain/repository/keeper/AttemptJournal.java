package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.AttemptState;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was sent, step by step: no position version is attempted twice, whoever runs, and a restart finds what is under way.
 * Thread-safe; each call is one transaction.
 */
public interface AttemptJournal {
    /**
     * Stores the first step of an attempt, unless there is an attempt for its key. Of all who try at the same time, one is
     * told true. Where the answer was lost, {@link #find} says what is stored, by when it was planned: asking again is told
     * false. Being told true is no leave to send: that is the return of {@link #save} with the signed transaction.
     *
     * @param planned of revision 0
     * @return whether it is ours now
     */
    boolean plan(Attempt planned);

    /**
     * Stores the next step of an attempt. Storing the same step again does nothing.
     *
     * @throws RepositoryException STALE_WRITER if it does not {@linkplain Attempt#follows follow} what is stored: somebody
     *     else has made a step since it was read, or it was never planned; DUPLICATE if one of its transactions is another
     *     attempt's
     */
    void save(Attempt next);

    /** The attempt for a key, as of its last step. */
    Optional<Attempt> find(AttemptKey key);

    /** The attempt that a transaction belongs to. */
    Optional<Attempt> find(ChainId chain, Bytes32 transaction);

    /** All attempts on a chain that something is still to be done about, those planned first first. */
    List<Attempt> inFlight(ChainId chain);

    /** The highest nonce that was recorded for a sender on a chain; its transaction may have left or not. */
    OptionalLong highestNonce(ChainId chain, Address sender);

    /** All attempts on a chain, those planned last first. */
    Page<Attempt> page(ChainId chain, PageRequest request);

    /**
     * Deletes those whose last step was before {@code limit} and that are not in flight, and says how many. What is deleted may be
     * planned again, and its nonces are forgotten: keep for longer than a node keeps transactions that nobody mines.
     */
    int deleteOlderThan(Instant limit);

    /**
     * Whether what {@link #plan} and {@link #save} have stored survives a crash right after them, of the machine too: a keeper
     * that is live must insist. What was stored is then never forgotten without a word; a journal that cannot be read any more
     * says so. Nothing is said of the loss of the machine: a standby that takes over knows only what it was sent.
     */
    boolean durable();

    /** Refuses to plan what is not a first step: for implementations. */
    static void requireFirstStep(Attempt planned) {
        if (planned.revision() != 0
                || planned.state() != AttemptState.PLANNED
                || planned.latest().isPresent()) {
            throw new IllegalArgumentException("attempt to plan must be the first step, got " + planned.state()
                    + " of revision " + planned.revision());
        }
    }

    /** What {@link #save} throws where the step does not fit: for implementations. */
    static RepositoryException doesNotFollow(Attempt next) {
        return new RepositoryException(
                Kind.STALE_WRITER,
                "cannot save step " + next.revision() + " (" + next.state() + ") of attempt " + next.key()
                        + ": it does not follow the stored one; read it again");
    }
}
