package io.plimsoll.evm.index;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That an endpoint would give logs, only not so many at once. There is no standard for it: providers say it in words of their own,
 * under codes of their own, and the words are known here.
 *
 * @param kind what is too much
 * @param blocks how many blocks at once it says it would take, if it says: always, for {@link Kind#BLOCKS}; else from the same first
 *     block
 * @see <a href="https://github.com/ethereum/execution-apis/issues/876">the standard that is missing</a>
 */
record RangeRefusal(Kind kind, OptionalLong blocks) {
    /** What is too much. */
    enum Kind {
        /** Blocks: as many are refused whatever is asked of them. */
        BLOCKS("blocks"),
        /** Logs or bytes: another filter may pass. */
        RESULTS("results"),
        /** Work: it took too long. */
        TIME("time"),
        /** Contracts that are named. */
        CONTRACTS("contracts"),
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

    /** Words of a refusal; {@code cap} is a group of them that counts blocks. */
    private record Wording(Kind kind, Pattern words, boolean capped) {
        static Wording of(Kind kind, String words) {
            boolean capped = words.contains("#");
            return new Wording(kind, Pattern.compile(words.replace("#", "(?<cap>\\d[\\d,._]*)\\s?(?<unit>[km]?)\\b")), capped);
        }

        Optional<RangeRefusal> read(String text) {
            Matcher matcher = words.matcher(text);
            return matcher.find()
                    ? Optional.of(new RangeRefusal(
                            kind,
                            capped ? number(matcher.group("cap"), matcher.group("unit")) : suggestion(text)))
                    : Optional.empty();
        }
    }

    /** Too many requests, not too many blocks; said with the same words as some of the refusals. */
    private static final Pattern TOO_OFTEN = Pattern.compile(
            "too many requests|rate.?limit|per (?:second|minute|day)|requests? (?:count|limit)|quota|compute units|throughput|capacity");

    private static final Pattern BEHIND = Pattern.compile(
            "invalid block (?:height|range)|beyond (?:the )?(?:current )?head|blockoutofrange|unknown block|header not found"
                    + "|block (?:number )?(?:\\S+ )?not found|(?:block|height) (?:is )?not (?:yet )?available|after last accepted block");

    /** The range that would pass: Alchemy, Infura, zkSync, Tenderly in hex, reth in decimals. */
    private static final List<Pattern> SUGGESTIONS = List.of(
            Pattern.compile("\\[\\s*(0x[0-9a-f]{1,15})\\s*,\\s*(0x[0-9a-f]{1,15})\\s*\\]"),
            Pattern.compile("with the range (\\d{1,18})\\s*-\\s*(\\d{1,18})"));

    /** The first that fits counts; each with a provider or node that says so. */
    private static final List<Wording> WORDINGS = List.of(
            // geth, drpc; blockpi; Infura
            Wording.of(Kind.CONTRACTS, "max addresses or topics"),
            Wording.of(Kind.CONTRACTS, "less number of address|too many addresses"),
            Wording.of(Kind.CONTRACTS, "contains \\d+ filters\\. the current limit is"),
            // Alchemy: any number of blocks with up to 10,000 logs, or so many blocks with any number of logs
            Wording.of(Kind.RESULTS, "log response size exceeded"),
            // Alchemy, free tier; Aurora
            Wording.of(Kind.BLOCKS, "up to an? # block range"),
            // HyperEVM and other reth, publicnode and other geth, Cloudflare, Gnosis
            Wording.of(Kind.BLOCKS, "max(?:imum)? (?:allowed )?(?:block )?range(?: is| of|:)?:? #"),
            // QuickNode, Blast, 1RPC, BlockPI
            Wording.of(Kind.BLOCKS, "limited to (?:an? )?(?:0 ?- ?)?# ?(?:-? ?blocks?|range)"),
            // Avalanche; Sei, LlamaRPC; thirdweb
            Wording.of(Kind.BLOCKS, "maximum is set to #"),
            Wording.of(Kind.BLOCKS, "maximum (?:allowed )?(?:number of requested blocks )?is # ?(?:blocks|$)"),
            Wording.of(Kind.BLOCKS, "maximum allowed number of requested blocks is #"),
            // Blast, paid
            Wording.of(Kind.BLOCKS, "exceeds the range allowed for your plan \\(\\d+ > #"),
            // Coinbase
            Wording.of(Kind.BLOCKS, "(?:at most|no more than) # blocks"),
            // Swell; Somnia
            Wording.of(Kind.BLOCKS, "block range greater than # max"),
            Wording.of(Kind.BLOCKS, "block range exceeds #"),
            // Merkle; others behind proxies
            Wording.of(Kind.BLOCKS, "range (?:is )?too large, (?:range: \\d+, )?max(?: is|:) #"),
            // Harmony
            Wording.of(Kind.BLOCKS, "query must be smaller than size #"),
            // Moonriver
            Wording.of(Kind.BLOCKS, "range is too wide \\(maximum #"),
            // Ankr
            Wording.of(Kind.BLOCKS, "blocks distance: #"),
            // dRPC, free tier
            Wording.of(Kind.BLOCKS, "ranges over # blocks"),
            // Infura; others
            Wording.of(Kind.BLOCKS, "range \\d+ ?- ?\\d+ exceeds (?:the )?limit of #"),
            Wording.of(Kind.BLOCKS, "block span .{0,60}exceeds? the limit #"),
            // reth, LlamaRPC, Ankr
            Wording.of(Kind.RESULTS, "query exceeds max results"),
            // Infura, zkSync, Polygon zkEVM, geth's kin
            Wording.of(Kind.RESULTS, "query returned more than \\d+ results"),
            // 1RPC; Optimism; jsonrpsee
            Wording.of(Kind.RESULTS, "response size (?:should not|is too|exceed|limit)"),
            Wording.of(Kind.RESULTS, "response (?:is )?too (?:large|big)|oversized response|length limit exceeded"),
            // Arbitrum
            Wording.of(Kind.RESULTS, "logs matched by query exceeds limit"),
            // HyperRPC; Moralis
            Wording.of(Kind.RESULTS, "more than \\d+ logs|too many logs|\\d+ logs returned|max logs per response"),
            Wording.of(Kind.RESULTS, "too many results|result set too large|too much data"),
            // Ankr; Base, Polygon; Chainstack; the rest
            Wording.of(Kind.BLOCKS, "range (?:is )?too (?:wide|large|big|long)"),
            Wording.of(Kind.BLOCKS, "block range (?:limit )?(?:is )?exceed"),
            Wording.of(Kind.BLOCKS, "exceeds? (?:the )?(?:max(?:imum)? )?(?:allowed )?(?:block )?range"),
            Wording.of(Kind.BLOCKS, "too many blocks|(?:reduce|narrow|limit) (?:the|your) (?:block )?range"),
            // Alchemy, dRPC; geth; proxies
            Wording.of(Kind.TIME, "time(?:d)? ?out|deadline exceeded|took too long"),
            // Base, when a range is too much for each of its nodes
            Wording.of(Kind.UNCLEAR, "no backend is currently healthy"),
            // BNB Chain
            Wording.of(Kind.UNCLEAR, "limit exceeded"));

    /** Nothing more is known than what is too much. */
    static RangeRefusal of(Kind kind) {
        return new RangeRefusal(kind, OptionalLong.empty());
    }

    /** Whether a message says that the endpoint does not have a block yet. */
    static boolean isBehind(String message) {
        return BEHIND.matcher(message.toLowerCase(Locale.ROOT)).find();
    }

    /** What a message means; empty if it says something else, such as that there are too many requests. */
    static Optional<RangeRefusal> read(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return TOO_OFTEN.matcher(text).find()
                ? Optional.empty()
                : WORDINGS.stream().flatMap(wording -> wording.read(text).stream()).findFirst();
    }

    private static OptionalLong suggestion(String text) {
        for (Pattern pattern : SUGGESTIONS) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                long blocks = Long.decode(decimal(matcher.group(2))) - Long.decode(decimal(matcher.group(1))) + 1;
                return blocks > 0 ? OptionalLong.of(blocks) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** Without the zeros in front that would make it octal. */
    private static String decimal(String number) {
        return number.startsWith("0x") ? number : number.replaceFirst("^0+(?=\\d)", "");
    }

    private static OptionalLong number(String digits, String unit) {
        String plain = digits.replaceAll("[,._]", "");
        if (plain.length() > 12) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(plain) * (unit.equals("k") ? 1_000 : unit.equals("m") ? 1_000_000 : 1);
        return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
