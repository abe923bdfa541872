package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.io.Serial;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint understood the request and the method failed: a revert, a range too wide, an unknown method. The code says
 * which, and providers do not agree on codes; -32601 (no such method) and 3 (revert, with data) are the common ones.
 */
public final class JsonRpcException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Selector of {@code Error(string)}, what {@code require} and {@code revert} with a text leave behind. */
    private static final String ERROR = "0x08c379a0";
    /** Selector of {@code Panic(uint256)}, what a failed assertion or an overflow leaves behind. */
    private static final String PANIC = "0x4e487b71";

    private final String words;
    private final String failure;
    private final String source;
    private final String method;
    private final int code;
    private final @Nullable String data;

    /**
     * One error object.
     *
     * @param data the {@code data} of the error object if it is text, which for a revert is hex
     */
    public JsonRpcException(String source, String method, int code, String message, Optional<String> data) {
        super(source + ": " + method + " failed with " + code + ": " + message);
        this.words = message;
        this.failure = method + " failed with " + code + ": " + message;
        this.source = source;
        this.method = method;
        this.code = code;
        this.data = data.orElse(null);
    }

    /** The name of the endpoint. */
    public String source() {
        return source;
    }

    /** The method that failed. */
    public String method() {
        return method;
    }

    /** The error code, by the endpoint's own list. */
    public int code() {
        return code;
    }

    /** What the endpoint said, as it said it. */
    public String words() {
        return words;
    }

    /** The data of the error, hex with {@code 0x} for a revert: a selector and its arguments. */
    public Optional<String> data() {
        return Optional.ofNullable(data);
    }

    /**
     * What the contract said: the text of {@code Error(string)}, {@code panic 0x11} for {@code Panic(uint256)}, or the raw
     * data of an error that the contract defines itself. Empty if this is no revert or one without data.
     *
     * @see <a href="https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require">
     *     Solidity: panic and error</a>
     */
    public Optional<String> revertReason() {
        return data().filter(hex -> hex.matches("0x[0-9a-fA-F]+")).map(JsonRpcException::reason);
    }

    /**
     * What this means to one who wanted to read and has no use for codes: {@link RateLimited} if it says that it wants fewer requests,
     * {@link Transport} for the endpoint's own trouble (a block or state that it does not have, -32000, -32001, -32603: another try may
     * help), {@link MalformedResponse} for the rest.
     */
    public SourceException toSourceException() {
        ErrorKind kind = ErrorKind.of(this);
        if (kind == ErrorKind.RATE_LIMITED || code == -32_005) {
            return new RateLimited(source, Optional.empty(), failure);
        }
        return switch (code) {
            case -32_000, -32_001, -32_603 -> new Transport(source, failure, this);
            default ->
                kind == ErrorKind.TROUBLE || kind == ErrorKind.BEHIND
                        ? new Transport(source, failure, this)
                        : new MalformedResponse(source, failure, this);
        };
    }

    private static String reason(String hex) {
        byte[] arguments = hex.length() < 10 || hex.length() % 2 == 1 ? new byte[0] : Hex.decode(hex.substring(10));
        if (hex.startsWith(PANIC) && arguments.length == 32) {
            return "panic 0x" + new BigInteger(arguments).toString(16);
        }
        if (hex.startsWith(ERROR) && arguments.length >= 64) {
            BigInteger length = new BigInteger(1, Arrays.copyOfRange(arguments, 32, 64));
            if (length.compareTo(BigInteger.valueOf(arguments.length - 64)) <= 0) {
                return new String(arguments, 64, length.intValue(), StandardCharsets.UTF_8);
            }
        }
        return hex;
    }
}
