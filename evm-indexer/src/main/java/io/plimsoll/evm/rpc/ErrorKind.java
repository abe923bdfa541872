package io.plimsoll.evm.rpc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the error of a method says about the endpoint. Providers do not agree on codes, so words decide before codes do, and what is
 * not known is an answer: a revert must never make an endpoint look sick, as anybody can write contracts that revert.
 */
enum ErrorKind {
    /** What any endpoint would say: a revert, wrong parameters, a range too wide, a nonce too low. */
    ANSWER,
    /** It wants fewer requests. */
    RATE_LIMITED,
    /** It takes no batches, or smaller ones. */
    BATCH_REFUSED,
    /** It does not have the block yet, which others may. */
    BEHIND,
    /** It lacks something else that others may have. */
    TROUBLE,
    /** It does not know the method. */
    UNKNOWN_METHOD;

    /** Words of an execution, which come with any code, {@code -32603} and {@code -32000} among them. */
    private static final Pattern EXECUTION = Pattern.compile("revert|vm exception|out of gas|invalid opcode|stack ");

    private static final Pattern BATCH = Pattern.compile("batch");

    /** A log query that finds too much is told apart from too many queries by these words. */
    private static final Pattern TOO_MUCH_FOUND = Pattern.compile(
            "block range|blocks? .{0,20}range|range .{0,20}(large|wide|limit|exceed)|results|response size|logs matched");

    private static final Pattern RATE = Pattern.compile(
            "rate.?limit|too many requests|request rate|(per |/)(second|minute|day)|rps|compute units|throughput"
                    + "|request(s| count)? (limit )?(exceeded|reached)|daily (request|quota|limit)|capacity exceeded|exceeded .{0,40}capacity"
                    + "|quota|throttl|(^|http |status |code |error )\\W?429\\b|slow down");

    private static final Pattern BEHIND_WORDS =
            Pattern.compile("beyond .{0,30}head|extends beyond|block ?out ?of ?range|block height is"
                    + "|header not found|unknown block|block .{0,40}not found|could not find block|invalid block height|invalid block range"
                    + "|after last accepted|greater than .{0,20}(latest|head)|future block");

    private static final Pattern TROUBLE_WORDS = Pattern.compile("missing trie node"
            + "|state .{0,60}(not available|pruned|missing)|pruned|historical state|no healthy|no available|upstream|backend"
            + "|temporarily|unavailable|try again|timed? ?out|timeout|internal error|internal server error|bad gateway"
            + "|connection|syncing");

    private static final Pattern NOT_AT_ALL = Pattern.compile("support|allowed|disabled|enabled");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static ErrorKind of(JsonRpcException error) {
        return of(error.method(), error.code(), error.words());
    }

    static ErrorKind of(String method, int code, String said) {
        String words = said.toLowerCase(Locale.ROOT);
        if (EXECUTION.matcher(words).find() || code == 3) {
            return ANSWER;
        }
        if (BATCH.matcher(words).find()) {
            return BATCH_REFUSED;
        }
        if (code == -32_601 || words.contains("method not found") || words.contains("method is not")) {
            return UNKNOWN_METHOD;
        }
        if (BEHIND_WORDS.matcher(words).find()) {
            return BEHIND;
        }
        boolean tooMuchFound = TOO_MUCH_FOUND.matcher(words).find();
        if (!tooMuchFound && (isRateLimit(method, code) || RATE.matcher(words).find())) {
            return RATE_LIMITED;
        }
        if (!tooMuchFound
                && !method.equals("eth_getLogs")
                && (code == -32_603 || code == -32_001 || code == -32_002)
                && !words.contains("nonce")
                && !words.contains("funds")) {
            return TROUBLE;
        }
        return !tooMuchFound && TROUBLE_WORDS.matcher(words).find() ? TROUBLE : ANSWER;
    }

    /** {@code -32005} on logs may as well mean that the range is too wide, which is for the caller to mend. */
    private static boolean isRateLimit(String method, int code) {
        return switch (code) {
            case 429, -32_016, -32_029, -32_097 -> true;
            case -32_005 -> !method.equals("eth_getLogs");
            default -> false;
        };
    }

    /** Whether a node gave up in the middle of a batch; of logs it means that the range is too wide. */
    static boolean isCutBatch(JsonRpcException error) {
        return !error.method().equals("eth_getLogs")
                && error.words().toLowerCase(Locale.ROOT).contains("response too large");
    }

    /** The number of requests that a refusal of a batch names, if it is below what was sent; else half of that. */
    static int batchAfter(String words, int sent) {
        if (NOT_AT_ALL.matcher(words).find()) {
            return 1;
        }
        Matcher number = NUMBER.matcher(words);
        while (number.find()) {
            if (number.group().length() < 6) {
                int limit = Integer.parseInt(number.group());
                if (limit > 0 && limit < sent) {
                    return limit;
                }
            }
        }
        return Math.max(1, sent / 2);
    }
}
