package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.pyth.onchain.PythDeployment.Generation;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythContractTest {
    private static final Bytes32 BTC = Bytes32.parse("11".repeat(32));
    private static final Bytes32 ETH = Bytes32.parse("22".repeat(32));
    private static final Address PYTH = FakeChain.DEPLOYMENT.contract();
    private static final Instant TIME = Instant.ofEpochSecond(1_780_000_000L);
    private static final OraclePrice PRICE = new OraclePrice(6_500_000, -2, 50, TIME.minusSeconds(7));
    private static final OraclePrice EMA = new OraclePrice(6_400_000, -2, 60, TIME.minusSeconds(7));

    private final FakeChain chain = new FakeChain();
    private final PythContract pyth = PythContract.on(chain, FakeChain.DEPLOYMENT);

    @Test
    void prices_areOneBatchOfOneBlock() {
        chain.store(BTC, PRICE, EMA).store(ETH, EMA, PRICE);

        PricesAtBlock prices = pyth.prices(List.of(ETH, BTC, ETH));

        assertThat(prices.feeds())
                .containsExactly(
                        Map.entry(ETH, Outcome.success(new PriceFeed(ETH, EMA, PRICE))),
                        Map.entry(BTC, Outcome.success(new PriceFeed(BTC, PRICE, EMA))));
        assertThat(prices.block()).isEqualTo(chain.latest());
        assertThat(chain.batches()).hasSize(1);
        assertThat(chain.batches().get(0)).hasSize(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prices.of(Bytes32.parse("33".repeat(32))))
                .withMessageContaining("3333");
    }

    @Test
    void feedThatIsNotThere_costsNoOther() {
        chain.store(BTC, PRICE, EMA);
        Bytes32 zero = Bytes32.parse("33".repeat(32));
        chain.store(zero, new OraclePrice(5, 0, 0, Instant.EPOCH), new OraclePrice(5, 0, 0, Instant.EPOCH));
        Bytes32 odd = Bytes32.parse("44".repeat(32));
        chain.revert(PYTH, PythCalldata.getPriceUnsafe(odd), Hex.decode("deadbeef"));
        Bytes32 cut = Bytes32.parse("55".repeat(32));
        chain.store(cut, PRICE, EMA).answer(PYTH, PythCalldata.getEmaPriceUnsafe(cut), new byte[31]);

        PricesAtBlock prices = pyth.prices(List.of(ETH, zero, odd, cut, BTC));

        assertThat(error(prices, ETH)).isInstanceOf(NotFound.class).hasMessageContaining(ETH.digits());
        assertThat(error(prices, zero)).isInstanceOf(NotFound.class);
        assertThat(error(prices, odd))
                .isInstanceOfSatisfying(
                        ContractReverted.class, e -> assertThat(e.error()).isEmpty())
                .hasMessageContaining("0xdeadbeef");
        assertThat(error(prices, cut)).isInstanceOf(MalformedResponse.class);
        assertThat(prices.of(BTC).findValue()).isPresent();
    }

    private static SourceException error(PricesAtBlock prices, Bytes32 feed) {
        return prices.of(feed).findError().orElseThrow();
    }

    @Test
    void distance_hasNoSign() {
        PriceFeed feed = new PriceFeed(BTC, PRICE, EMA);

        assertThat(feed.distance(chain.at(TIME).latest())).isEqualTo(Duration.ofSeconds(7));
        assertThat(feed.distance(chain.at(TIME.minusSeconds(10)).latest())).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void chainThatDoesNotAnswer_isTheCallersToSee() {
        chain.failing(new Transport("chain", "gone", new IOException("gone")));

        assertThatExceptionOfType(Transport.class).isThrownBy(() -> pyth.prices(List.of(BTC)));
    }

    @Test
    void addressWithoutContract_isMalformed() {
        chain.answer(PYTH, PythCalldata.version(), new byte[0]);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> pyth.version(chain.latest()))
                .withMessageContaining("no contract");
    }

    @Test
    void answersThatAreTooFew_areMalformed() {
        ChainReader lazy = new ChainReader() {
            @Override
            public ChainId chainId() {
                return ChainId.HYPEREVM;
            }

            @Override
            public BlockRef latest() {
                return chain.latest();
            }

            @Override
            public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
                return List.of();
            }
        };

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> PythContract.on(lazy, FakeChain.DEPLOYMENT).prices(List.of(BTC)));
    }

    @Test
    void deploymentOfAnotherChain_isTheCallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythContract.on(chain, PythDeployments.HYPEREVM_TESTNET))
                .withMessageContaining("998")
                .withMessageContaining("999");
    }

    @Test
    void feesAndTimes_areRead() {
        chain.fee(300).store(BTC, PRICE, EMA);
        chain.answer(PYTH, PythCalldata.latestPriceInfoPublishTime(ETH), new byte[32]);

        assertThat(pyth.updateFee(List.of(new byte[1], new byte[2]), chain.latest()))
                .isEqualTo(BigInteger.valueOf(600));
        assertThat(pyth.publishTimes(List.of(ETH, BTC), chain.latest()))
                .containsExactly(
                        Map.entry(ETH, 0L), Map.entry(BTC, PRICE.publishTime().getEpochSecond()));
    }

    @Test
    void revertReasons_areTold() {
        String text = "08c379a0" + "%064x".formatted(32) + "%064x".formatted(4) + "6e6f7065" + "00".repeat(28);
        assertThat(ContractReverted.of("call", Hex.decode(text))).hasMessage("pyth-onchain: call reverted: nope");
        String lines = text.replace("6e6f7065", "6e0d0a65");
        assertThat(ContractReverted.of("call", Hex.decode(lines))).hasMessage("pyth-onchain: call reverted: n e");
        assertThat(ContractReverted.of("call", new byte[0])).hasMessageContaining("without a reason");
        assertThat(ContractReverted.of("call", Hex.decode("4e487b71" + "%064x".formatted(17))))
                .hasMessageContaining("panic 0x4e487b71")
                .hasMessageEndingWith("11");
        // a text longer than the data: shown as it is
        assertThat(ContractReverted.of("call", Hex.decode("08c379a0" + "%064x".formatted(32) + "f".repeat(64))))
                .hasMessageContaining("0x08c379a0");
        assertThat(String.valueOf(ContractReverted.of("call", new byte[100_000]).getMessage()))
                .hasSizeLessThan(300);
    }

    @Test
    void exponents_comeFromTheChosenSource() {
        chain.store(BTC, PRICE, EMA);
        PriceFeedUpdateEvent event = new PriceFeedUpdateEvent(BTC, TIME, 7, 1);
        ExponentSource onChain = ExponentSource.onChain(pyth);

        assertThat(event.withExponent(onChain, chain.latest())).isEqualTo(new OraclePrice(7, -2, 1, TIME));
        assertThat(event.withExponent(ExponentSource.catalogue(Map.of(BTC, -5)), chain.latest())
                        .expo())
                .isEqualTo(-5);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> ExponentSource.catalogue(Map.of()).exponent(BTC, chain.latest()))
                .withMessageContaining(BTC.digits());
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> onChain.exponent(ETH, chain.latest()));
    }

    @Test
    void cachedExponents_areAskedForAgainAfterSomeBlocks() {
        chain.store(BTC, PRICE, EMA);
        ExponentSource cached = ExponentSource.cached(ExponentSource.onChain(pyth), 2);
        BlockRef start = chain.latest();
        assertThat(cached.exponent(BTC, start)).isEqualTo(-2);
        chain.store(BTC, new OraclePrice(65, 1, 0, TIME), EMA);

        assertThat(cached.exponent(BTC, block(start.number() + 2))).isEqualTo(-2);
        assertThat(cached.exponent(BTC, block(start.number() - 2))).isEqualTo(-2);
        assertThat(chain.batches()).hasSize(1);
        assertThat(cached.exponent(BTC, block(start.number() + 3))).isEqualTo(1);
        assertThat(chain.batches()).hasSize(2);
        // a feed that is missing is not remembered as such
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> cached.exponent(ETH, start));
        chain.store(ETH, PRICE, EMA);
        assertThat(cached.exponent(ETH, start)).isEqualTo(-2);
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentSource.cached(cached, -1));
    }

    private static BlockRef block(long number) {
        return new BlockRef(number, Bytes32.of(new byte[32]), TIME);
    }

    @Test
    void deployments_areKeyedByChainAndGeneration() {
        assertThat(PythDeployments.find(ChainId.HYPEREVM, Generation.ORIGINAL)).contains(PythDeployments.HYPEREVM);
        assertThat(PythDeployments.find(ChainId.HYPEREVM, Generation.UPGRADED))
                .contains(PythDeployments.HYPEREVM_UPGRADED);
        assertThat(PythDeployments.find(new ChainId(43_114), Generation.UPGRADED))
                .isEmpty();
        assertThat(PythDeployments.find(new ChainId(31_337), Generation.ORIGINAL))
                .isEmpty();
        assertThat(PythDeployments.all())
                .extracting(deployment -> deployment.chainId() + "/" + deployment.generation())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
        // one address, two meanings
        Address repeated = PythDeployments.HYPEREVM_UPGRADED.receiver().orElseThrow();
        assertThat(PythDeployments.find(new ChainId(2741), Generation.UPGRADED)
                        .orElseThrow()
                        .contract())
                .isEqualTo(repeated);
        assertThat(new HashSet<>(PythDeployments.all().stream()
                        .map(PythDeployment::contract)
                        .toList()))
                .hasSizeLessThan(PythDeployments.all().size());
        assertThat(PythDeployments.HYPEREVM).hasToString("999/ORIGINAL 0xe9d6…8adc");
    }
}
