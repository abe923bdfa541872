package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Absent;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Refused;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers to questions that were asked together, all of one state of HyperCore. Immutable. */
public final class CoreAnswers {
    private final BlockRef at;
    private final Map<CoreRead<?>, CallResult> results = new HashMap<>();

    CoreAnswers(BlockRef at, List<? extends CoreRead<?>> reads, List<CallResult> results) {
        this.at = at;
        for (int i = 0; i < reads.size(); i++) {
            this.results.put(reads.get(i), results.get(i));
        }
    }

    /** The HyperEVM block whose view of HyperCore this is: the state when that block was built. */
    public BlockRef at() {
        return at;
    }

    /**
     * What came of a question.
     *
     * @throws MalformedResponse if the answer is not what the precompile promises
     * @throws IllegalArgumentException if this was not among the questions; the object itself, not an equal one
     */
    public <T> CoreAnswer<T> answer(CoreRead<T> read) {
        CallResult result = results.get(read);
        if (result == null) {
            throw new IllegalArgumentException(read + " was not among the questions");
        }
        if (!result.success()) {
            return new Refused<>(read);
        }
        return result.data().length == 0 ? new Absent<>(read) : new Told<>(read.decode(result.data()));
    }

    /**
     * The answer.
     *
     * @throws NotFound if it was refused
     * @throws MalformedResponse if nobody is there, or the answer is not what the precompile promises
     * @throws IllegalArgumentException if this was not among the questions
     */
    public <T> T of(CoreRead<T> read) {
        return answer(read).orElseThrow();
    }

    /**
     * The answer; empty if it was refused.
     *
     * @throws MalformedResponse if nobody is there, or the answer is not what the precompile promises
     * @throws IllegalArgumentException if this was not among the questions
     */
    public <T> Optional<T> find(CoreRead<T> read) {
        CoreAnswer<T> answer = answer(read);
        return answer instanceof Refused<T> ? Optional.empty() : Optional.of(answer.orElseThrow());
    }
}
