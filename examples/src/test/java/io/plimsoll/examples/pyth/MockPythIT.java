package io.plimsoll.examples.pyth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.Receipt;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.onchain.ContractReverted;
import io.plimsoll.pyth.onchain.ExponentSource;
import io.plimsoll.pyth.onchain.GuardianSet;
import io.plimsoll.pyth.onchain.OnChainTrust;
import io.plimsoll.pyth.onchain.ParsedVaa;
import io.plimsoll.pyth.onchain.PriceFeed;
import io.plimsoll.pyth.onchain.PriceFeedUpdateEvent;
import io.plimsoll.pyth.onchain.PricesAtBlock;
import io.plimsoll.pyth.onchain.PythCalldata;
import io.plimsoll.pyth.onchain.PythContract;
import io.plimsoll.pyth.onchain.PythDeployment;
import io.plimsoll.pyth.onchain.PythError;
import io.plimsoll.pyth.onchain.PythEvent;
import io.plimsoll.pyth.onchain.PythResults;
import io.plimsoll.pyth.onchain.ReceiverAbi;
import io.plimsoll.pyth.onchain.UpdateDecider;
import io.plimsoll.pyth.onchain.UpdateDecision.NotNeeded;
import io.plimsoll.pyth.onchain.UpdateDecision.Refused;
import io.plimsoll.pyth.onchain.UpdateDecision.Trigger;
import io.plimsoll.pyth.onchain.UpdateDecision.Update;
import io.plimsoll.pyth.onchain.UpdatePolicy;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.Emitter;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.Vaa;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.generated.Int32;
import org.web3j.abi.datatypes.generated.Int64;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint64;

/** Our codec and contract reader against Pyth's own mock, compiled from its npm package, on a real node. */
@NodeTest
class MockPythIT {
    private static final Bytes32 BTC =
            Bytes32.parse("e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43");
    private static final Bytes32 HYPE =
            Bytes32.parse("4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b");
    private static final Bytes32 NOBODY = Bytes32.parse("01".repeat(32));
    private static final BigInteger FEE = BigInteger.valueOf(1000);
    private static final int VALID_PERIOD = 60;

    private record Bed(AnvilNode node, NodeModules modules, MulticallReader chain, Contract pyth, PythContract reader) {
        static Bed of(AnvilNode node, NodeModules modules, BigInteger fee) {
            Multicall3Deployment.deploy(node, modules);
            Contract pyth = modules.own("TestPyth")
                    .deploy(node, node.accounts().get(0), Abi.uint256(VALID_PERIOD), new Uint256(fee));
            return over(node, modules, pyth);
        }

        static Bed over(AnvilNode node, NodeModules modules, Contract pyth) {
            MulticallReader chain =
                    new MulticallReader(JsonRpc.of("node", node.url(), new OkHttpClient(), Duration.ofSeconds(10)));
            PythContract reader = PythContract.on(chain, PythDeployment.of(node.chainId(), pyth.address()));
            return new Bed(node, modules, chain, pyth, reader);
        }

        Address sender() {
            return node.accounts().get(0);
        }

        long now() {
            return chain.latest().time().getEpochSecond();
        }

        /** An update as the mock wants it, in the mock's own words. */
        byte[] update(Bytes32 feed, OraclePrice price, OraclePrice ema, long previous) {
            byte[] answer = Hex.decode(node.call(
                    pyth.address(),
                    Contract.calldata(
                            "createPriceFeedUpdateData",
                            new org.web3j.abi.datatypes.generated.Bytes32(feed.toBytes()),
                            new Int64(price.mantissa()),
                            unsigned(price.conf()),
                            new Int32(price.expo()),
                            new Int64(ema.mantissa()),
                            unsigned(ema.conf()),
                            new Uint64(price.publishTime().getEpochSecond()),
                            new Uint64(previous))));
            return Arrays.copyOfRange(answer, 64, answer.length);
        }

        byte[] update(Bytes32 feed, OraclePrice price) {
            return update(feed, price, price, price.publishTime().getEpochSecond() - 1);
        }

        Receipt send(byte[] calldata, BigInteger wei) {
            return node.send(sender(), pyth.address(), Hex.encode(calldata), wei);
        }

        CallResult call(byte[] calldata) {
            return chain.call(List.of(new ContractCall(pyth.address(), calldata)), chain.latest())
                    .get(0);
        }

        byte[] answer(byte[] calldata) {
            CallResult result = call(calldata);
            assertThat(result.success()).as(Hex.encode(result.data())).isTrue();
            return result.data();
        }

        void assertReverts(PythError error, byte[] calldata) {
            CallResult result = call(calldata);
            assertThat(result.success()).isFalse();
            assertThat(PythError.find(result.data())).contains(error);
            assertThat(ContractReverted.of("call", result.data()))
                    .hasMessage("pyth-onchain: call reverted: " + error.error())
                    .satisfies(e -> assertThat(e.error()).contains(error))
                    .satisfies(e -> assertThat(e.retryable()).isFalse());
        }
    }

    private static Uint64 unsigned(long bits) {
        return new Uint64(new BigInteger(Long.toUnsignedString(bits)));
    }

    private static OraclePrice price(long mantissa, int expo, long conf, long seconds) {
        return new OraclePrice(mantissa, expo, conf, Instant.ofEpochSecond(seconds));
    }

    private static Optional<PythError> errorOf(JsonRpcException e) {
        return e.data().map(Hex::decode).flatMap(PythError::find);
    }

    @Test
    void updates_areStoredLoggedAndReadBack_toTheLimitsOfTheirTypes(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, FEE);
        long time = bed.now() - 5;
        OraclePrice btc = price(6_500_012_345_678L, -8, 2_500_000_000L, time);
        OraclePrice btcEma = price(6_400_000_000_000L, -8, 1, time);
        OraclePrice odd = price(Long.MIN_VALUE, 3, -1, time - 1);
        List<byte[]> blobs = List.of(
                bed.update(BTC, btc, btcEma, time - 1), bed.update(HYPE, odd, price(-7, 3, 0, time - 1), time - 2));
        BlockRef before = bed.chain.latest();
        assertThat(bed.reader.prices(List.of(BTC), before).of(BTC).findError().orElseThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining(BTC.digits());
        assertThat(bed.reader.publishTimes(List.of(BTC), before)).containsExactly(Map.entry(BTC, 0L));

        BigInteger fee = bed.reader.updateFee(blobs, before);
        assertThat(fee).isEqualTo(BigInteger.valueOf(2000));
        byte[] calldata = PythCalldata.updatePriceFeeds(blobs);
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> bed.send(calldata, fee.subtract(BigInteger.ONE)))
                .satisfies(e -> assertThat(errorOf(e)).contains(PythError.INSUFFICIENT_FEE));
        Receipt receipt = bed.send(calldata, fee);

        BlockRef after = bed.chain.latest();
        List<PythEvent> events = receipt.logs().stream()
                .map(log -> PythEvent.find(log.topics(), Hex.decode(log.data())).orElseThrow())
                .toList();
        assertThat(events)
                .containsExactly(
                        new PriceFeedUpdateEvent(BTC, btc.publishTime(), btc.mantissa(), btc.conf()),
                        new PriceFeedUpdateEvent(HYPE, odd.publishTime(), odd.mantissa(), odd.conf()));
        ExponentSource exponents = ExponentSource.onChain(bed.reader);
        assertThat(events.stream()
                        .map(PriceFeedUpdateEvent.class::cast)
                        .map(event -> event.withExponent(exponents, after)))
                .containsExactly(btc, odd);
        PricesAtBlock prices = bed.reader.prices(List.of(HYPE, NOBODY, BTC, HYPE));
        assertThat(prices.feeds().keySet()).containsExactly(HYPE, NOBODY, BTC);
        assertThat(prices.block()).isEqualTo(after);
        assertThat(prices.of(BTC).orElseThrow()).isEqualTo(new PriceFeed(BTC, btc, btcEma));
        assertThat(prices.of(HYPE).orElseThrow()).isEqualTo(new PriceFeed(HYPE, odd, price(-7, 3, 0, time - 1)));
        assertThat(prices.of(NOBODY).findError().orElseThrow()).isInstanceOf(NotFound.class);
        assertThat(bed.reader.publishTimes(List.of(HYPE, NOBODY, BTC), after))
                .containsExactly(Map.entry(HYPE, time - 1), Map.entry(NOBODY, 0L), Map.entry(BTC, time));
        // the state of the block before is still there
        assertThat(bed.reader.prices(List.of(BTC), before).of(BTC).findValue()).isEmpty();

        // older and equal updates change nothing and log nothing
        assertThat(bed.send(calldata, fee).logs()).isEmpty();
        assertThat(bed.reader.prices(List.of(BTC)).of(BTC).orElseThrow().price())
                .isEqualTo(btc);
    }

    @Test
    void everyReadOfIPyth_isEncodedAndDecoded(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, FEE);
        long time = bed.now();
        OraclePrice spot = price(3_900_000_000L, -8, 2_000_000L, time);
        OraclePrice ema = price(3_800_000_000L, -8, 3_000_000L, time);
        List<byte[]> blobs = List.of(bed.update(HYPE, spot, ema, time - 1));
        bed.send(PythCalldata.updatePriceFeeds(blobs), FEE);

        assertThat(PythResults.price(bed.answer(PythCalldata.getPriceUnsafe(HYPE))))
                .isEqualTo(spot);
        assertThat(PythResults.price(bed.answer(PythCalldata.getEmaPriceUnsafe(HYPE))))
                .isEqualTo(ema);
        assertThat(PythResults.price(bed.answer(PythCalldata.getPriceNoOlderThan(HYPE, 1000))))
                .isEqualTo(spot);
        assertThat(PythResults.price(bed.answer(PythCalldata.getEmaPriceNoOlderThan(HYPE, 1000))))
                .isEqualTo(ema);
        assertThat(PythResults.price(bed.answer(PythCalldata.getPrice(HYPE)))).isEqualTo(spot);
        assertThat(PythResults.price(bed.answer(PythCalldata.getEmaPrice(HYPE))))
                .isEqualTo(ema);
        assertThat(PythResults.priceFeed(bed.answer(PythCalldata.queryPriceFeed(HYPE))))
                .isEqualTo(new PriceFeed(HYPE, spot, ema));
        assertThat(PythResults.flag(bed.answer(PythCalldata.priceFeedExists(HYPE))))
                .isTrue();
        assertThat(PythResults.flag(bed.answer(PythCalldata.priceFeedExists(NOBODY))))
                .isFalse();
        assertThat(PythResults.number(bed.answer(PythCalldata.getValidTimePeriod())))
                .isEqualTo(VALID_PERIOD);
        assertThat(PythResults.number(bed.answer(PythCalldata.validTimePeriodSeconds())))
                .isEqualTo(VALID_PERIOD);
        assertThat(PythResults.number(bed.answer(PythCalldata.getUpdateFee(blobs))))
                .isEqualTo(FEE);
        assertThat(PythResults.number(bed.answer(PythCalldata.getTwapUpdateFee(List.of(blobs.get(0), blobs.get(0))))))
                .isEqualTo(2000);
        assertThat(PythResults.number(bed.answer(PythCalldata.transactionFeeInWei())))
                .isZero();
        assertThat(PythResults.publishTime(bed.answer(PythCalldata.latestPriceInfoPublishTime(HYPE))))
                .isEqualTo(time);
        assertThat(PythResults.wormholeChain(bed.answer(PythCalldata.chainId())))
                .isEqualTo(65_000);
        assertThat(bed.reader.version(bed.chain.latest())).isEqualTo("1.4.5-test");
        bed.assertReverts(PythError.PRICE_FEED_NOT_FOUND, PythCalldata.getPriceUnsafe(NOBODY));
        bed.assertReverts(PythError.PRICE_FEED_NOT_FOUND, PythCalldata.getEmaPriceNoOlderThan(NOBODY, 1));
        bed.assertReverts(PythError.PRICE_FEED_NOT_FOUND, PythCalldata.queryPriceFeed(NOBODY));
        // the mock knows nothing of this one: a revert without data
        assertThat(bed.call(PythCalldata.singleUpdateFeeInWei()).success()).isFalse();
    }

    @Test
    void staleness_isTheContractsAbsoluteDifference(AnvilNode node, NodeModules modules) {
        for (long offset : new long[] {-30, 0, 45}) {
            Bed bed = Bed.of(node, modules, BigInteger.ZERO);
            bed.send(
                    PythCalldata.updatePriceFeeds(List.of(bed.update(BTC, price(1, 0, 0, bed.now() + offset)))),
                    BigInteger.ZERO);
            BlockRef block = bed.chain.latest();
            PriceFeed feed = bed.reader.prices(List.of(BTC), block).of(BTC).orElseThrow();
            long distance = feed.distance(block).toSeconds();

            assertThat(bed.call(PythCalldata.getPriceNoOlderThan(BTC, distance)).success())
                    .as("offset " + offset + ", distance " + distance)
                    .isTrue();
            if (distance > 0) {
                bed.assertReverts(PythError.STALE_PRICE, PythCalldata.getPriceNoOlderThan(BTC, distance - 1));
                bed.assertReverts(PythError.STALE_PRICE, PythCalldata.getEmaPriceNoOlderThan(BTC, distance - 1));
            }
            node.increaseTime(Duration.ofSeconds(200));
            node.mine(1);
            bed.assertReverts(PythError.STALE_PRICE, PythCalldata.getPrice(BTC));
            bed.assertReverts(PythError.STALE_PRICE, PythCalldata.getEmaPrice(BTC));
        }
    }

    @Test
    void parsedUpdates_areInTheOrderAskedForAndInTheWindow(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, BigInteger.ZERO);
        long time = bed.now();
        OraclePrice btc = price(65_000, -2, 5, time);
        OraclePrice hype = price(-39, 1, 6, time + 1);
        List<byte[]> blobs = List.of(bed.update(BTC, btc), bed.update(HYPE, hype));
        List<PriceFeed> expected = List.of(new PriceFeed(HYPE, hype, hype), new PriceFeed(BTC, btc, btc));
        List<Bytes32> feeds = List.of(HYPE, BTC);

        assertThat(PythResults.priceFeeds(bed.answer(PythCalldata.parsePriceFeedUpdates(blobs, feeds, time, time + 1))))
                .isEqualTo(expected);
        assertThat(PythResults.priceFeeds(
                        bed.answer(PythCalldata.parsePriceFeedUpdatesUnique(blobs, feeds, time, time + 1))))
                .isEqualTo(expected);
        var parsed = PythResults.parsedPriceFeeds(bed.answer(
                PythCalldata.parsePriceFeedUpdatesWithConfig(blobs, List.of(BTC), time, time, true, false, true)));
        assertThat(parsed.feeds()).containsExactly(expected.get(1));
        assertThat(parsed.slots()).as("the mock's slot is the time").containsExactly(time);
        assertThat(PythResults.priceFeeds(bed.answer(PythCalldata.parsePriceFeedUpdates(blobs, List.of(), 0, 0))))
                .isEmpty();
        bed.assertReverts(
                PythError.PRICE_FEED_NOT_FOUND_WITHIN_RANGE,
                PythCalldata.parsePriceFeedUpdates(blobs, feeds, time, time));
        bed.assertReverts(
                PythError.PRICE_FEED_NOT_FOUND_WITHIN_RANGE,
                PythCalldata.parsePriceFeedUpdatesUnique(blobs, List.of(NOBODY), 0, -1));
        // the update before was published at time - 1: from there on it is not the first of its window
        bed.assertReverts(
                PythError.PRICE_FEED_NOT_FOUND_WITHIN_RANGE,
                PythCalldata.parsePriceFeedUpdatesWithConfig(blobs, List.of(BTC), time - 1, time, true, false, false));
    }

    @Test
    void averages_areReadAndLogged(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, BigInteger.ZERO);
        byte[] answer = Hex.decode(node.call(
                bed.pyth.address(),
                Contract.calldata(
                        "createTwapPriceFeedUpdateData",
                        new org.web3j.abi.datatypes.generated.Bytes32(BTC.toBytes()),
                        new Uint64(100),
                        new Uint64(160),
                        new Int64(-5),
                        new Uint64(6),
                        new Int32(-8),
                        new Uint32(500_000))));
        byte[] blob = Arrays.copyOfRange(answer, 64, answer.length);
        byte[] calldata = PythCalldata.parseTwapPriceFeedUpdates(List.of(blob, blob), List.of(BTC));

        var average = PythResults.twapPriceFeeds(bed.answer(calldata)).get(0);

        assertThat(average.id()).isEqualTo(BTC);
        assertThat(average.startTime()).isEqualTo(Instant.ofEpochSecond(100));
        assertThat(average.endTime()).isEqualTo(Instant.ofEpochSecond(160));
        assertThat(average.twap()).isEqualTo(price(-5, -8, 6, 160));
        assertThat(average.downSlots()).isEqualByComparingTo("0.5");
        var log = bed.send(calldata, BigInteger.ZERO).logs().get(0);
        assertThat(PythEvent.find(log.topics(), Hex.decode(log.data())))
                .contains(new PythEvent.TwapPriceFeedUpdate(
                        BTC, Instant.ofEpochSecond(100), Instant.ofEpochSecond(160), -5, 6, 500_000));
        bed.assertReverts(
                PythError.INVALID_TWAP_UPDATE_DATA_SET,
                PythCalldata.parseTwapPriceFeedUpdates(List.of(blob, blob), List.of(HYPE)));
    }

    @Test
    void updateIfNecessary_isNot_onceItIsThere(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, FEE);
        long time = bed.now();
        List<byte[]> blobs = List.of(bed.update(BTC, price(65_000, -2, 5, time)));
        byte[] calldata = PythCalldata.updatePriceFeedsIfNecessary(blobs, List.of(BTC), List.of(time));

        assertThat(bed.send(calldata, FEE).logs()).hasSize(1);
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> bed.send(calldata, FEE))
                .satisfies(e -> assertThat(errorOf(e)).contains(PythError.NO_FRESH_UPDATE));
        bed.assertReverts(PythError.NO_FRESH_UPDATE, calldata);
    }

    @Test
    void trust_isWhatContractAndReceiverSay(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, FEE);
        Address sender = bed.sender();
        UpdateSigner routers = UpdateSigner.named("on chain");
        Contract receiver = modules.own("TestWormholeReceiver").deploy(node, sender);
        long expiry = bed.now() + 1000;
        receiver.send(
                sender,
                "setGuardians",
                new Uint32(0),
                Abi.addresses(routers.next().addresses()),
                new Uint32(expiry),
                new Bool(false));
        receiver.send(
                sender,
                "setGuardians",
                new Uint32(1),
                Abi.addresses(routers.addresses()),
                new Uint32(0),
                new Bool(true));
        Emitter emitter = TrustNetworks.PYTH_PRO_ROUTERS.emitters().iterator().next();
        Receipt wormhole = bed.pyth.send(sender, "setWormhole", Abi.address(receiver.address()));
        Receipt first = addDataSource(bed, emitter);
        Receipt second = addDataSource(bed, new Emitter(1, NOBODY));

        assertThat(event(wormhole)).isEqualTo(new PythEvent.WormholeAddressSet(Address.ZERO, receiver.address()));
        assertThat(event(first)).isEqualTo(new PythEvent.DataSourcesSet(List.of(), List.of(emitter)));
        assertThat(event(second))
                .isEqualTo(new PythEvent.DataSourcesSet(List.of(emitter), List.of(emitter, new Emitter(1, NOBODY))));
        assertThat(event(bed.pyth.send(sender, "setFee", Abi.uint256(5))))
                .isEqualTo(new PythEvent.FeeSet(FEE, BigInteger.valueOf(5)));
        Receipt announced = bed.pyth.send(sender, "announce", Abi.address(receiver.address()), Abi.uint256(9));
        assertThat(announced.logs().stream()
                        .map(log -> PythEvent.find(log.topics(), Hex.decode(log.data()))
                                .orElseThrow()))
                .containsExactly(
                        new PythEvent.Upgraded(receiver.address()),
                        new PythEvent.TransactionFeeSet(BigInteger.ZERO, BigInteger.valueOf(9)));
        assertThat(PythResults.flag(bed.answer(PythCalldata.isValidDataSource(emitter))))
                .isTrue();
        assertThat(PythResults.flag(bed.answer(PythCalldata.isValidDataSource(new Emitter(2, NOBODY)))))
                .isFalse();

        OnChainTrust trust = OnChainTrust.load(bed.chain, bed.reader.deployment());

        assertThat(trust.receiver()).isEqualTo(receiver.address());
        assertThat(trust.currentSet()).isEqualTo(1);
        assertThat(trust.networks()).hasSize(2).allSatisfy(network -> {
            assertThat(network.sets()).isEqualTo(Map.of(0L, routers.next().addresses(), 1L, routers.addresses()));
            assertThat(network.expiries()).isEqualTo(Map.of(0L, Instant.ofEpochSecond(expiry)));
            assertThat(network.emitters())
                    .isEqualTo(Set.of(network.quorumRule() == QuorumRule.MAJORITY ? emitter : new Emitter(1, NOBODY)));
        });
        assertThat(ReceiverAbi.guardianSet(
                        Hex.decode(node.call(receiver.address(), Hex.encode(ReceiverAbi.getGuardianSet(0))))))
                .isEqualTo(new GuardianSet(routers.next().addresses(), expiry));
        node.increaseTime(Duration.ofSeconds(2000));
        node.mine(1);
        assertThat(OnChainTrust.load(bed.chain, bed.reader.deployment()).networks())
                .allSatisfy(network -> assertThat(network.sets()).containsOnlyKeys(1L));
    }

    @Test
    void receiver_parsesAndVerifiesVaas(AnvilNode node, NodeModules modules) {
        Address sender = node.accounts().get(0);
        UpdateSigner signer = UpdateSigner.named("receiver");
        Contract receiver = modules.own("TestWormholeReceiver").deploy(node, sender);
        byte[] payload = {1, 2, 3};
        byte[] vaa = signer.signPayload(1_780_000_000L, payload);
        Vaa ours = Vaa.decode(vaa);

        ParsedVaa unknown = parsed(node, receiver, vaa);
        receiver.send(
                sender,
                "setGuardians",
                new Uint32(0),
                Abi.addresses(signer.addresses()),
                new Uint32(0),
                new Bool(true));
        ParsedVaa known = parsed(node, receiver, vaa);

        assertThat(unknown.valid()).isFalse();
        assertThat(unknown.reason()).isEqualTo("VM signature invalid");
        assertThat(known.valid()).isTrue();
        assertThat(known.reason()).isEmpty();
        assertThat(known.payload()).isEqualTo(payload);
        assertThat(known.hash()).isEqualTo(ours.digest());
        assertThat(known.emitter()).isEqualTo(ours.emitter());
        assertThat(known.sequence()).isEqualTo(ours.sequence());
        assertThat(known.timestamp()).isEqualTo(ours.timestamp());
        assertThat(known.nonce()).isEqualTo(ours.nonce());
        assertThat(known.signatures()).isEqualTo(ours.signatures().size());
        node.send(sender, receiver.address(), Hex.encode(ReceiverAbi.submitNewGuardianSet(vaa)));
        assertThat(node.call(receiver.address(), Contract.calldata("submitted")))
                .contains(Hex.encode(vaa).substring(2));
    }

    private static ParsedVaa parsed(AnvilNode node, Contract receiver, byte[] vaa) {
        return ReceiverAbi.parsedVaa(
                Hex.decode(node.call(receiver.address(), Hex.encode(ReceiverAbi.parseAndVerifyVM(vaa)))));
    }

    private static Receipt addDataSource(Bed bed, Emitter emitter) {
        return bed.pyth.send(
                bed.sender(),
                "addDataSource",
                new Uint16(emitter.chain()),
                new org.web3j.abi.datatypes.generated.Bytes32(emitter.address().toBytes()));
    }

    private static PythEvent event(Receipt receipt) {
        Receipt.Log log = receipt.logs().get(0);
        return PythEvent.find(log.topics(), Hex.decode(log.data())).orElseThrow();
    }

    @Test
    void priceSource_givesStoredPricesWithoutAKey(AnvilNode node, NodeModules modules) {
        Bed bed = Bed.of(node, modules, BigInteger.ZERO);
        long time = bed.now();
        OraclePrice spot = price(3_900_000_000L, -8, 2_000_000L, time);
        OraclePrice ema = price(3_800_000_000L, -8, 3_000_000L, time);
        bed.send(PythCalldata.updatePriceFeeds(List.of(bed.update(HYPE, spot, ema, time - 1))), BigInteger.ZERO);

        var quotes = PythClient.onChain(bed.chain, bed.reader.deployment()).latest(Set.of("HYPE", "BTC", "DOGE"));

        assertThat(quotes).containsOnlyKeys("HYPE", "BTC", "DOGE");
        assertThat(quotes.get("HYPE").orElseThrow()).satisfies(quote -> {
            assertThat(quote.price()).isEqualTo(spot);
            assertThat(quote.ema()).contains(ema);
            assertThat(quote.source()).isEqualTo("pyth-onchain-" + node.chainId());
            assertThat(quote.attestation()).isEmpty();
        });
        assertThat(quotes.get("BTC").findError().orElseThrow()).isInstanceOf(NotFound.class);
        assertThat(quotes.get("DOGE").findError().orElseThrow()).isInstanceOf(NotFound.class);
    }

    /** Signed updates, judged by what the chain trusts, sent as decided, against a contract that verifies them itself. */
    @Test
    void decision_isCarriedOutByTheContract(AnvilNode node, NodeModules modules) {
        Multicall3Deployment.deploy(node, modules);
        UpdateSigner signer = UpdateSigner.named("decided");
        PythReceiver receiver = PythReceiver.trusting(node, modules, signer.trust());
        Contract contract = modules.own("SignedPyth")
                .deploy(
                        node,
                        node.accounts().get(0),
                        Abi.address(receiver.contract().address()),
                        new Uint256(FEE));
        Bed bed = Bed.over(node, modules, contract);
        UpdatePolicy policy = new UpdatePolicy(
                Duration.ofMinutes(10), 50, 1000, Duration.ofSeconds(60), Duration.ofSeconds(10), FEE.multiply(FEE));
        UpdateDecider decider = new UpdateDecider(bed.reader, UpdateVerifier.trusting(signer.trust()), policy);
        long time = bed.now();
        byte[] both = signer.sign(time, List.of(message(BTC, 6_500_000, time), message(HYPE, 3900, time)));

        Update first = (Update) decider.decide(List.of(both), List.of(BTC));
        assertThat(first.triggers()).isEqualTo(Map.of(BTC, Trigger.NEVER_PUBLISHED));
        assertThat(first.value()).as("for one message of two").isEqualTo(FEE);
        assertThat(first.to()).isEqualTo(contract.address());
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> bed.send(first.calldata(), first.value().subtract(BigInteger.ONE)))
                .satisfies(e -> assertThat(errorOf(e)).contains(PythError.INSUFFICIENT_FEE));
        assertThat(event(bed.send(first.calldata(), first.value())))
                .isEqualTo(new PriceFeedUpdateEvent(BTC, Instant.ofEpochSecond(time), 6_500_000, 9));
        assertThatExceptionOfType(JsonRpcException.class)
                .as("somebody was faster")
                .isThrownBy(() -> bed.send(first.calldata(), first.value()))
                .satisfies(e -> assertThat(errorOf(e)).contains(PythError.NO_FRESH_UPDATE));

        assertThat(decider.decide(List.of(both), List.of(BTC)))
                .isInstanceOfSatisfying(
                        NotNeeded.class,
                        decision -> assertThat(decision.reason()).isEqualTo(NotNeeded.Reason.NOT_NEWER));
        Update second = (Update) decider.decide(List.of(both), List.of(BTC, HYPE));
        assertThat(second.triggers()).containsOnlyKeys(HYPE);
        assertThat(second.value()).isEqualTo(FEE);
        bed.send(second.calldata(), second.value());

        long later = time + 3;
        byte[] little = signer.sign(later, List.of(message(BTC, 6_500_100, later), message(HYPE, 3901, later)));
        assertThat(decider.decide(List.of(little), List.of(BTC, HYPE)))
                .isInstanceOfSatisfying(
                        NotNeeded.class,
                        decision -> assertThat(decision.reason()).isEqualTo(NotNeeded.Reason.WITHIN_POLICY));
        byte[] much = signer.sign(later, List.of(message(BTC, 6_600_000, later), message(HYPE, 4000, later)));
        Update third = (Update) decider.decide(List.of(much), List.of(BTC, HYPE));
        assertThat(third.triggers()).isEqualTo(Map.of(BTC, Trigger.DEVIATION, HYPE, Trigger.DEVIATION));
        assertThat(third.value()).isEqualTo(FEE.multiply(BigInteger.TWO));
        assertThat(bed.send(third.calldata(), third.value()).logs()).hasSize(2);
        assertThat(bed.reader.prices(List.of(HYPE)).of(HYPE).orElseThrow().price())
                .isEqualTo(price(4000, -2, 9, later));
        byte[] broken = much.clone();
        broken[broken.length - 1] ^= 1;
        assertThat(decider.decide(List.of(broken), List.of(BTC)))
                .isInstanceOfSatisfying(
                        Refused.class, decision -> assertThat(decision.reason()).isEqualTo(Refused.Reason.UNVERIFIED));
    }

    /** From Hermes to the chain, and back out of the chain as a price. */
    @Test
    void hermesUpdate_isDecidedSentAndReadBack(AnvilNode node, NodeModules modules) {
        Multicall3Deployment.deploy(node, modules);
        UpdateSigner signer = UpdateSigner.guardians("from hermes", 19);
        PythReceiver receiver = PythReceiver.trusting(node, modules, signer.trust());
        Contract contract = modules.own("SignedPyth")
                .deploy(
                        node,
                        node.accounts().get(0),
                        Abi.address(receiver.contract().address()),
                        new Uint256(FEE));
        Bed bed = Bed.over(node, modules, contract);
        try (FakeHermes hermes =
                FakeHermes.start(signer, new ManualClock(bed.chain.latest().time()))) {
            PythFeeds.USD.values().forEach(feed -> hermes.publish(feed, "12.5", "0.01"));
            PythClient client = PythClient.at(
                    hermes.url(), Optional.empty(), new OkHttpClient(), Duration.ofSeconds(10), signer.trust());
            UpdateDecider decider = new UpdateDecider(
                    bed.reader,
                    client.verifier(),
                    new UpdatePolicy(
                            Duration.ofMinutes(1),
                            10,
                            100,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            FEE.pow(2)));

            Update update = (Update) decider.decide(
                    client.hermes().latest(PythFeeds.USD.values()).blobs(), List.of(HYPE, BTC));
            bed.send(update.calldata(), update.value());

            assertThat(update.value()).as("two feeds of seven").isEqualTo(FEE.multiply(BigInteger.TWO));
            var quotes = PythClient.onChain(bed.chain, bed.reader.deployment()).latest(Set.of("HYPE", "BTC", "ETH"));
            assertThat(quotes.get("HYPE").orElseThrow().price().value()).isEqualByComparingTo("12.5");
            assertThat(quotes.get("BTC").orElseThrow().price().confidence()).isEqualByComparingTo("0.01");
            assertThat(quotes.get("ETH").findError().orElseThrow()).isInstanceOf(NotFound.class);
        }
    }

    private static UpdateMessage.Price message(Bytes32 feed, long price, long time) {
        return new UpdateMessage.Price(feed, price, 9, -2, time, time - 1, price, 9);
    }
}
