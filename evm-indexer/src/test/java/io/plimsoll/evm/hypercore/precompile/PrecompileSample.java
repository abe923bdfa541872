package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.evm.hypercore.precompile.BorrowLendUserState.BasisAndValue;
import io.plimsoll.evm.hypercore.precompile.TokenSupply.UserBalance;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A question, the bytes that ask it, the bytes that answer it and what they mean. Bytes are written out by hand from the ABI's rules,
 * word by word; words are shown without the zeros before them.
 */
record PrecompileSample<T>(CoreRead<T> read, int address, String input, String output, T answer) {
    private static final String USER = "1111111111111111111111111111111111111111";
    private static final String VAULT = "dfc24b077bc1425ad1dea75bcb6f8158e10df303";
    private static final Address USER_ADDRESS = Address.parse(USER);
    private static final Address VAULT_ADDRESS = Address.parse(VAULT);
    /** 2^64 − 1. */
    private static final String MAX = "f".repeat(16);

    private static final BigInteger UINT64_MAX = new BigInteger("18446744073709551615");
    private static final BigInteger INT64_MIN = new BigInteger("-9223372036854775808");
    private static final String INT64_MIN_WORD = "f".repeat(48) + "8" + "0".repeat(15);
    /** −1. */
    private static final String MINUS_ONE = "f".repeat(64);

    static List<PrecompileSample<?>> all() {
        return List.of(
                sample(
                        CoreRead.position(USER_ADDRESS, 65_535),
                        0x800,
                        words(USER, "ffff"),
                        // szi −1, entryNtl 100,250,000 (100.25 USD), isolatedRawUsd −2^63, 20x, isolated
                        words(MINUS_ONE, "5f9b190", INT64_MIN_WORD, "14", "1"),
                        new CorePosition(number("-1"), number("100250000"), INT64_MIN, 20, true)),
                sample(
                        CoreRead.spotBalance(USER_ADDRESS, 150),
                        0x801,
                        words(USER, "96"),
                        words(MAX, "5f5e100", "7"),
                        new CoreSpotBalance(UINT64_MAX, number("100000000"), number("7"))),
                sample(
                        CoreRead.userVaultEquity(USER_ADDRESS, VAULT_ADDRESS),
                        0x802,
                        words(USER, VAULT),
                        words("f4240", "199c82cc000"),
                        new UserVaultEquity(number("1000000"), 1_760_000_000_000L)),
                sample(CoreRead.withdrawable(USER_ADDRESS), 0x803, words(USER), words("7b"), number("123")),
                sample(
                        CoreRead.delegations(USER_ADDRESS),
                        0x804,
                        words(USER),
                        // where the array begins, its length, three words each
                        words("20", "2", VAULT, "2540be400", "199c82cc000", USER, MAX, "0"),
                        List.of(
                                new Delegation(VAULT_ADDRESS, number("10000000000"), 1_760_000_000_000L),
                                new Delegation(USER_ADDRESS, UINT64_MAX, 0))),
                sample(
                        CoreRead.delegatorSummary(USER_ADDRESS),
                        0x805,
                        words(USER),
                        words("2540be400", "1", "2", "3"),
                        new DelegatorSummary(number("10000000000"), number("1"), number("2"), 3)),
                sample(CoreRead.markPx(5), 0x806, words("5"), words("33450"), number("210000")),
                // the index that the documentation asks on the testnet
                sample(CoreRead.oraclePx(3), 0x807, words("3"), words("1"), number("1")),
                sample(CoreRead.spotPx(107), 0x808, words("6b"), words(MAX), UINT64_MAX),
                sample(CoreRead.l1BlockNumber(), 0x809, "", words("2faf0800"), 800_000_000L),
                sample(
                        CoreRead.perpAssetInfo(110_000),
                        0x80a,
                        words("1adb0"),
                        // where the struct begins; where its text begins in it, table 53, sz 5, 40x, not only isolated;
                        // text
                        words("20", "a0", "35", "5", "28", "0", "3", text("425443")),
                        new PerpAssetInfo("BTC", 53, 5, 40, false)),
                sample(
                        CoreRead.spotInfo(0),
                        0x80b,
                        words("0"),
                        // the pair of tokens lies in the struct itself
                        words("20", "60", "1", "0", "9", text("505552522f55534443")),
                        new SpotInfo("PURR/USDC", 1, 0)),
                sample(
                        CoreRead.tokenInfo(1),
                        0x80c,
                        words("1"),
                        words(
                                "20",
                                "100",
                                "140",
                                "186a0",
                                USER,
                                "9b498c3c8a0b8cd8ba1d9851d40d186f1872b44e",
                                "0",
                                "5",
                                "d",
                                "4",
                                text("50555252"),
                                "2",
                                "0",
                                "8f"),
                        new TokenInfo(
                                "PURR",
                                List.of(0L, 143L),
                                number("100000"),
                                USER_ADDRESS,
                                Optional.of(Address.parse("0x9b498c3c8a0b8cd8ba1d9851d40d186f1872b44e")),
                                0,
                                5,
                                13)),
                sample(
                        CoreRead.tokenInfo(150),
                        0x80c,
                        words("96"),
                        // no pairs, deployer and contract 0, two decimals fewer on HyperEVM
                        words(
                                "20",
                                "100",
                                "140",
                                "0",
                                "0",
                                "0",
                                "2",
                                "8",
                                "f".repeat(63) + "e",
                                "4",
                                text("48595045"),
                                "0"),
                        new TokenInfo("HYPE", List.of(), BigInteger.ZERO, Address.ZERO, Optional.empty(), 2, 8, -2)),
                sample(
                        CoreRead.tokenSupply(1),
                        0x80d,
                        words("1"),
                        words("20", MAX, "3", "2", "1", "a0", "1", VAULT, "9"),
                        new TokenSupply(
                                UINT64_MAX,
                                number("3"),
                                number("2"),
                                number("1"),
                                List.of(new UserBalance(VAULT_ADDRESS, number("9"))))),
                sample(
                        CoreRead.bbo(10_107),
                        0x80e,
                        words("277b"),
                        words("3b9aca00", "3b9aca01"),
                        new Bbo(number("1000000000"), number("1000000001"))),
                sample(
                        CoreRead.accountMarginSummary(1, USER_ADDRESS),
                        0x80f,
                        words("1", USER),
                        words(MINUS_ONE, "2", "3", "f".repeat(63) + "c"),
                        new AccountMarginSummary(number("-1"), number("2"), number("3"), number("-4"))),
                sample(CoreRead.coreUserExists(USER_ADDRESS), 0x810, words(USER), words("1"), true),
                sample(
                        CoreRead.borrowLendUserState(USER_ADDRESS, 0),
                        0x811,
                        words(USER, "0"),
                        words("1", "2", "3", "4"),
                        new BorrowLendUserState(
                                new BasisAndValue(number("1"), number("2")),
                                new BasisAndValue(number("3"), number("4")))),
                sample(
                        CoreRead.borrowLendReserveState(0),
                        0x812,
                        words("0"),
                        words("1f4", "190", "3", "2328", MAX, "6", "7", "8"),
                        new BorrowLendReserveState(
                                500, 400, number("3"), 9_000, UINT64_MAX, 6, number("7"), number("8"))),
                sample(
                        CoreRead.position2(USER_ADDRESS, 4_294_967_295L),
                        0x813,
                        words(USER, "ffffffff"),
                        words("7fffffffffffffff", "0", "0", "ffffffff", "0"),
                        new CorePosition(
                                number("9223372036854775807"),
                                BigInteger.ZERO,
                                BigInteger.ZERO,
                                4_294_967_295L,
                                false)),
                sample(
                        CoreRead.outcomeStatus(12),
                        0x814,
                        words("c"),
                        words("2", "2faf080", "ffffffff"),
                        new OutcomeStatus(2, number("50000000"), 4_294_967_295L)));
    }

    /**
     * Code that returns the output for this input, and burns all its gas for any other, as the precompiles do: hashes the calldata,
     * compares, stops at INVALID or jumps over it, and returns what comes after the code.
     */
    static String stub(String input, String output) {
        String hash = Hex.encode(Keccak256.hash(Hex.decode(input))).substring(2);
        return "0x36600060003736600020" + "7f" + hash + "14" + "61003157fe"
                + String.format("5b61%04x8061003f6000396000f3", output.length() / 2) + output;
    }

    String stub() {
        return stub(input, output);
    }

    Address precompile() {
        return Address.parse(String.format("0x%040x", address));
    }

    @Override
    public String toString() {
        return read.toString();
    }

    private static <T> PrecompileSample<T> sample(
            CoreRead<T> read, int address, String input, String output, T answer) {
        return new PrecompileSample<>(read, address, input, output, answer);
    }

    static String words(String... words) {
        StringBuilder hex = new StringBuilder();
        for (String word : words) {
            hex.append("0".repeat(64 - word.length())).append(word);
        }
        return hex.toString();
    }

    /** A word whose bytes are at the left. */
    private static String text(String bytes) {
        return bytes + "0".repeat(64 - bytes.length());
    }

    private static BigInteger number(String digits) {
        return new BigInteger(digits);
    }
}
