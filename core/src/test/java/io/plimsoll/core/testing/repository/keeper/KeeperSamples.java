package io.plimsoll.core.testing.repository.keeper;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Economics;
import io.plimsoll.core.domain.keeper.KeeperMode;
import io.plimsoll.core.domain.keeper.PriceUsed;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.market.PerpDexMarket.Activity;
import io.plimsoll.core.domain.market.PerpDexMarket.Status;
import io.plimsoll.core.domain.market.PerpDexMarket.Terms;
import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.position.PerpDexPosition.Closing;
import io.plimsoll.core.domain.position.PerpDexPosition.Happening;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a keeper stores, for tests: decimals without trailing zeros, as they come back. */
public final class KeeperSamples {
    public static final ChainId CHAIN = ChainId.HYPEREVM;
    public static final ChainId OTHER_CHAIN = ChainId.HYPEREVM_TESTNET;
    public static final MarketId BTC = new MarketId(CHAIN, "tidal", "BTC-USD");
    public static final MarketId ETH = new MarketId(CHAIN, "tidal", "ETH-USD");
    public static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    public static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    public static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");
    public static final Instant T1 = T0.plusSeconds(60);
    public static final Instant T2 = T0.plusSeconds(120);

    private KeeperSamples() {}

    public static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /** A word that differs for every number. */
    public static Bytes32 word(long number) {
        return Bytes32.parse("0x" + String.format("%064x", number));
    }

    public static BlockRef block(long number, Instant time) {
        return new BlockRef(number, word(number), time);
    }

    public static PerpDexMarket market(MarketId id, String openInterest) {
        return new PerpDexMarket(
                id,
                "BTC",
                "USD",
                BOB,
                Optional.of(word(7)),
                new Terms(
                        decimal("50"),
                        decimal("10"),
                        decimal("1000000"),
                        decimal("0.005"),
                        decimal("0.01"),
                        Duration.ofHours(1),
                        decimal("0.001")),
                Status.ACTIVE,
                new Activity(
                        decimal(openInterest),
                        decimal("12.000000000000000001"),
                        decimal("123456789"),
                        Optional.of(decimal("-0.0001")),
                        Optional.of(T0)),
                T1);
    }

    public static PerpDexPosition position(MarketId market, String id, Address account, Instant opened) {
        return new PerpDexPosition(
                market,
                id,
                account,
                PositionSide.LONG,
                decimal("1000"),
                decimal("100.5"),
                decimal("10"),
                decimal("64000.5"),
                decimal("-0.25"),
                new PositionVersion(word(opened.getEpochSecond()), 3),
                new Happening(word(1), 100, opened),
                Optional.empty());
    }

    /** The same position, ended. */
    public static PerpDexPosition ended(PerpDexPosition position, boolean liquidated) {
        return new PerpDexPosition(
                position.market(),
                position.id(),
                position.account(),
                position.side(),
                position.size(),
                position.collateral(),
                position.leverage(),
                position.entryPrice(),
                position.accumulatedFunding(),
                new PositionVersion(word(999), 5),
                position.opened(),
                Optional.of(new Closing(
                        liquidated,
                        Optional.of(decimal("63000")),
                        Optional.of(decimal("-15.625")),
                        new Happening(word(2), 200, T2))));
    }

    /** In block {@code block}, one second per block after {@link #T0}. */
    public static ProtocolLiquidation liquidation(Address account, long block, int logIndex) {
        return new ProtocolLiquidation(
                BTC,
                Optional.of("17"),
                account,
                BOB,
                Optional.of(new Amount(ALICE, BigInteger.TWO.pow(255))),
                Optional.of(new Amount(BOB, BigInteger.ONE)),
                Optional.of(decimal("63000")),
                Optional.of(decimal("100.5")),
                Optional.of(decimal("1.005")),
                block(block, T0.plusSeconds(block)),
                word(block * 1_000 + 1),
                logIndex);
    }

    public static PriceQuote quote(String source, String asset, Instant time, long mantissa) {
        return new PriceQuote(
                asset,
                new OraclePrice(mantissa, -8, -1L, time),
                Optional.of(new OraclePrice(mantissa - 1, -8, 5, time)),
                source,
                Optional.of(new Attestation("routers", 1, 3, 2)));
    }

    /** Open 2, high 4, low 1, close 3. */
    public static MarketCandle minute(String coin, Instant start, String volume, long trades) {
        return new MarketCandle(
                coin,
                CandleInterval.ONE_MINUTE,
                start,
                decimal("2"),
                decimal("4"),
                decimal("1"),
                decimal("3"),
                decimal(volume),
                trades,
                true);
    }

    public static AttemptKey key(Address account, long version) {
        return new AttemptKey(BTC, account, new PositionVersion(word(version), 4));
    }

    public static SentTransaction transaction(long hash, long nonce, Instant time) {
        return new SentTransaction(
                word(hash), BOB, nonce, BigInteger.valueOf(2_000_000_000L), BigInteger.valueOf(100), time);
    }

    /** An attempt in flight with one transaction of that hash and nonce. */
    public static Attempt sent(AttemptKey key, long hash, long nonce) {
        return Attempt.planned(key, T0).sent(transaction(hash, nonce, T1));
    }

    public static Decision decision(AttemptKey key, Instant time, Verdict verdict) {
        return new Decision(
                key,
                time,
                block(100, T0),
                KeeperMode.DRY_RUN,
                verdict,
                "net 4.97 USD of at least 5 wanted",
                Optional.of(decimal("0.987654321")),
                List.of(
                        new PriceUsed("BTC", "pyth", decimal("64000.5"), decimal("12.25"), time.minusSeconds(2)),
                        new PriceUsed("HYPE", "pyth", decimal("31"), decimal("0"), time.minusMillis(1))),
                Optional.of(new Economics(
                        decimal("100"),
                        decimal("105.5"),
                        decimal("0.25"),
                        decimal("0.125"),
                        decimal("0.0000000000000001"),
                        decimal("0"))),
                "{\"debt\":\"100\",\"note\":\"\\\"quoted\\\"\"}");
    }

    /** A refusal: nothing is known but that. */
    public static Decision refusal(AttemptKey key, Instant time) {
        return new Decision(
                key,
                time,
                block(100, T0),
                KeeperMode.LIVE,
                Verdict.PRICE_REFUSED,
                "no price of BTC",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "{}");
    }
}
