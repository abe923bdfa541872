package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import java.io.Serial;

/** An endpoint is of another chain than it was declared for. Nothing of what it says is used; mend the configuration. */
public final class WrongChain extends Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long wanted;
    private final long found;

    /**
     * What was found.
     *
     * @param wanted the chain that the endpoint was declared for
     * @param found the chain that it says it is of
     */
    public WrongChain(String source, ChainId wanted, ChainId found) {
        super(source, "is of chain " + found + ", not " + wanted);
        this.wanted = wanted.value();
        this.found = found.value();
    }

    /** The chain that it was declared for. */
    public ChainId wanted() {
        return new ChainId(wanted);
    }

    /** The chain that it says it is of. */
    public ChainId found() {
        return new ChainId(found);
    }

    /** The same endpoint is of the same chain tomorrow. */
    @Override
    public boolean retryable() {
        return false;
    }
}
