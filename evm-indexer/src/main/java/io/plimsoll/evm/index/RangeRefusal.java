package io.plimsoll.evm.index;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That an endpoint would give logs, only not of so many blocks at once. There is no standard for it: providers say it in their own
 * words, which are known here.
 *
 * @param kind what is too many
 * @param cap how many blocks it says it takes at most; empty if it does not say
 * @param suggested how many blocks, from the same first one, it says it would take; empty if it does not say
 * @see <a href="https://github.com/ethereum/execution-apis/issues/876">the standard that is missing</a>
 */
record RangeRefusal(Kind kind, OptionalLong cap, OptionalLong suggested) {
    /** What is too many. */
    enum Kind {
        /** Blocks: the same number is refused whatever is asked. */
        BLOCKS("blocks"),
        /** Logs or bytes: another filter may pass. */
        RESULTS("results"),
        /** Work: it took too long. */
        TIME("time"),
        /** Perhaps blocks or logs, perhaps requests: the words fit both. */
        UNCLEAR("unclear");

        private final String tag;

        Kind(String tag) {
            this.tag = tag;
        }

        /** Its tag in metrics. */
        String tag() {
            return tag;
        }
    }

    private static final Pattern BETWEEN =
            Pattern.compile("\\[?(0x[0-9a-f]+|\\d+)\\s*(?:,|-|to|and)\\s*(0x[0-9a-f]+|\\d+)\\]?");

    private record Wording(Kind kind, Pattern pattern) {
        static Wording of(Kind kind, String pattern) {
            return new Wording(kind, Pattern.compile(pattern));
        }
    }

    private static final List<Wording> WORDINGS = List.of(
            Wording.of(Kind.BLOCKS, "exceeds? max(?:imum)? block range:? (?<cap>\\d+)"),
            Wording.of(Kind.BLOCKS, "block range (?:is )?(?:too|extends|exceed)"),
            Wording.of(Kind.RESULTS, "query returned more than \\d+ results"),
            Wording.of(Kind.RESULTS, "response size"),
            Wording.of(Kind.TIME, "timeout|timed out"));

    /** Nothing more is known than what is too many. */
    static RangeRefusal of(Kind kind) {
        return new RangeRefusal(kind, OptionalLong.empty(), OptionalLong.empty());
    }

    private static final Pattern BEHIND = Pattern.compile(
            "invalid block (?:height|range)|beyond (?:the )?current head|beyond (?:the )?head|blockoutofrange|unknown block|header not found|block not found");

    /** Whether a message says that the endpoint does not have the block yet. */
    static boolean isBehind(String message) {
        return BEHIND.matcher(message.toLowerCase(Locale.ROOT)).find();
    }

    /** What a message means; empty if it says something else. */
    static Optional<RangeRefusal> read(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        for (Wording wording : WORDINGS) {
            Matcher matcher = wording.pattern.matcher(text);
            if (matcher.find()) {
                return Optional.of(new RangeRefusal(wording.kind, OptionalLong.empty(), OptionalLong.empty()));
            }
        }
        return Optional.empty();
    }
}
