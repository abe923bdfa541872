package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.io.Serial;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A contract refused a call. The endpoint is healthy: the same call in the same state reverts again. */
public final class ContractReverted extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int ANSWERED = 200;
    private static final byte[] ERROR_STRING = Hex.decode("08c379a0");
    private static final byte[] PANIC = Hex.decode("4e487b71");
    /** Longer revert data is cut off in messages. */
    private static final int EXCERPT = 68;

    private static final int LONGEST_TEXT = 200;

    private final @Nullable PythError error;

    private ContractReverted(String call, @Nullable PythError error, String text) {
        super(PythContract.SOURCE, call + " reverted: " + text, ANSWERED);
        this.error = error;
    }

    /**
     * What a call reverted with.
     *
     * @param call what was called, for the message
     * @param revertData anything, may be empty
     */
    public static ContractReverted of(String call, byte[] revertData) {
        PythError error = PythError.find(revertData).orElse(null);
        return new ContractReverted(call, error, error == null ? text(revertData) : error.error());
    }

    /** The error, if it is one of Pyth's own. */
    public Optional<PythError> error() {
        return Optional.ofNullable(error);
    }

    private static String text(byte[] data) {
        if (data.length == 0) {
            return "without a reason";
        }
        if (begins(data, ERROR_STRING)) {
            try {
                String text = new AbiReader("revert reason", Arrays.copyOfRange(data, 4, data.length))
                        .at(0)
                        .text();
                // a contract that anybody wrote must not write lines of our logs
                return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replaceAll("[\\s\\p{C}]+", " ");
            } catch (MalformedResponse e) {
                return Hex.encode(excerpt(data));
            }
        }
        return begins(data, PANIC) ? "panic " + Hex.encode(excerpt(data)) : Hex.encode(excerpt(data));
    }

    private static boolean begins(byte[] data, byte[] selector) {
        return data.length >= 4 && Arrays.equals(data, 0, 4, selector, 0, 4);
    }

    private static byte[] excerpt(byte[] data) {
        return Arrays.copyOf(data, Math.min(data.length, EXCERPT));
    }
}
