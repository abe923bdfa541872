package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.index.RpcLogSource.ColdRanges;
import io.plimsoll.evm.index.RpcLogSource.HotBlocks;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import io.plimsoll.evm.testing.CountedMetrics;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.LogCap;
import io.plimsoll.evm.testing.LogTampering;
import io.plimsoll.evm.testing.ScriptedChain;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scripted chain behind the fault proxy: blocks 0 to 120; every third has two transfers of A, one of B and an approval of A. */
class RpcLogSourceTest {
    private static final ChainId CHAIN = new ChainId(31337);
    private static final Address A = Address.parse("0x" + "a".repeat(40));
    private static final Address B = Address.parse("0x" + "b".repeat(40));
    private static final Bytes32 TRANSFER = Bytes32.parse("0x" + "1".repeat(64));
    private static final Bytes32 APPROVAL = Bytes32.parse("0x" + "2".repeat(64));
    private static final LogFilter TRANSFERS = new LogFilter(Set.of(A, B), Set.of(TRANSFER));
    private static final long HEAD = 120;
    private static final long COLD = Long.MAX_VALUE;
    /** The end of a range whose last block has no logs, and does not give away who has none. */
    private static final long QUIET_END = HEAD - 1;

    /** What identifies a log, and what it says. */
    private record Said(long block, Address contract, Bytes32 topic, String data) {}

    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_700_000_000));
    private final ScriptedChain chain = ScriptedChain.start(CHAIN, clock);
    private final FaultProxy proxy = FaultProxy.before(chain.url());
    private final OkHttpClient http = new OkHttpClient();
    private final CountedMetrics metrics = new CountedMetrics();
    private final List<Said> transfers = new ArrayList<>();
    private final JsonRpc rpc = JsonRpc.of("node", proxy.url(), http, Duration.ofSeconds(10));

    RpcLogSourceTest() {
        for (long block = 1; block <= HEAD; block++) {
            clock.advance(Duration.ofSeconds(2));
            chain.mine();
            if (block % 3 == 0) {
                transfer(block, A, "01");
                transfer(block, A, "02");
                chain.log(A, List.of(APPROVAL), Hex.decode("0xaa"));
                transfer(block, B, "03");
            }
        }
    }

    private void transfer(long block, Address contract, String data) {
        chain.log(contract, List.of(TRANSFER), Hex.decode("0x" + data));
        transfers.add(new Said(block, contract, TRANSFER, "0x" + data));
    }

    @AfterEach
    void close() {
        proxy.close();
        chain.close();
        http.connectionPool().evictAll();
    }

    private RpcLogSource source() {
        return source(rpc).build();
    }

    private RpcLogSource.Builder source(JsonRpc rpc) {
        return RpcLogSource.builder(rpc, CHAIN).metrics(metrics);
    }

    private static List<Said> said(LogRange range) {
        return range.logs().stream()
                .map(log -> new Said(
                        log.at().block().number(), log.contract(), log.topics().get(0), Hex.encode(log.data())))
                .toList();
    }

    private List<Said> transfers(long first, long last) {
        return transfers.stream()
                .filter(log -> log.block >= first && log.block <= last)
                .toList();
    }

    private long faults(LogFault fault) {
        return metrics.of(MetricName.LOG_FAULTS, fault.tag());
    }

    @Test
    void logs_coldAndHot_areThoseOfTheChain() {
        LogRange range = source().logs(TRANSFERS, 0, HEAD, HEAD - 10);

        assertThat(said(range)).isEqualTo(transfers);
        assertThat(range.first()).isZero();
        assertThat(range.headers().stream().map(header -> header.block().number()))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of(0L, HEAD - 11),
                                Stream.iterate(HEAD - 10, number -> number <= HEAD, number -> number + 1))
                        .toList());
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isZero();
    }

    @Test
    void logs_haveTheirBlockAndPlace() {
        LogRange range = source().logs(TRANSFERS, 3, 3, 0);

        BlockHeader header = range.headers().get(0);
        assertThat(range.headers()).hasSize(1);
        assertThat(header.block().time()).isEqualTo(Instant.ofEpochSecond(1_700_000_006));
        assertThat(range.logs()).allSatisfy(log -> {
            assertThat(log.at().chain()).isEqualTo(CHAIN);
            assertThat(log.at().block()).isEqualTo(header.block());
        });
        assertThat(range.logs().stream().map(log -> log.at().logIndex())).containsExactly(0, 1, 3);
        assertThat(range.logs().stream().map(log -> log.at().transactionIndex()))
                .containsExactly(0, 1, 3);
    }

    @Test
    void logs_ofAnotherRangeThanThereIs_areTheCallersMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> source().logs(TRANSFERS, 5, 4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> source().logs(TRANSFERS, -1, 4, 0));
    }

    @Test
    void request_namesNumbersOnly() {
        source().logs(TRANSFERS, 1, 60, COLD);

        assertThat(proxy.requests()).noneMatch(request -> request.contains("latest"));
    }

    @Test
    void logs_beyondTheHead_areBehind() {
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source().logs(TRANSFERS, HEAD, HEAD + 1, COLD));
        assertThat(faults(LogFault.BEHIND)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHHELD", "PARTIAL"})
    void hotBlocks_withoutSomeOfTheirLogs_areRefused(LogTampering tampering) {
        proxy.tamperWithLogs(tampering);

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source().logs(TRANSFERS, 1, HEAD, 1));
        assertThat(faults(LogFault.MISSING)).isEqualTo(1);

        proxy.passThrough();
        assertThat(said(source().logs(TRANSFERS, 1, HEAD, 1))).isEqualTo(transfers);
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHHELD", "PARTIAL"})
    void coldBlocks_ofABackendWithoutLogs_areRefused(LogTampering tampering) {
        proxy.tamperWithLogs(tampering);

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source().logs(TRANSFERS, 1, HEAD, COLD));
        assertThat(faults(LogFault.MISSING)).isEqualTo(1);
    }

    @Test
    void hotBlock_thatIsTooMuchWhole_isFetchedByItsFilter() {
        proxy.capLogs(LogCap.ARBITRUM, 3);

        assertThat(said(source().logs(TRANSFERS, 1, HEAD, 1))).isEqualTo(transfers);
    }

    @Test
    void growthThatFails_doesNotFailEachTimeAgain() {
        JsonRpc cutting = new Relay(rpc) {
            @Override
            public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
                if (needs.logRange() > 20) {
                    throw new Transport("node", "connection reset", new IOException("connection reset"));
                }
                return super.ask(needs, requests, reading);
            }
        };
        RpcLogSource source = source(cutting).build();
        LogRange range = null;
        int failures = 0;
        while (range == null) {
            try {
                range = source.logs(TRANSFERS, 0, HEAD, COLD);
            } catch (Transport e) {
                failures++;
            }
        }

        assertThat(said(range)).isEqualTo(transfers);
        assertThat(failures).isLessThan(5);
    }

    @Test
    void bloomedBlocks_withoutLogs_areRefused() {
        proxy.tamperWithLogs(LogTampering.WITHHELD);
        RpcLogSource source = source(rpc).hotBlocks(HotBlocks.BLOOMED).build();

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source.logs(TRANSFERS, 1, HEAD, 100));
        assertThat(faults(LogFault.MISSING)).isPositive();
    }

    @Test
    void bloomThatIsFalse_isProvenSo() {
        RpcLogSource source = source(rpc).hotBlocks(HotBlocks.BLOOMED).build();
        // B has no approvals, but the blocks have B and approvals
        LogFilter approvals = new LogFilter(Set.of(B), Set.of(APPROVAL));

        assertThat(source.logs(approvals, 1, HEAD, 100).logs()).isEmpty();
        assertThat(proxy.requests().stream()
                        .filter(request -> request.contains("\"fromBlock\":\"0x72\",\"toBlock\":\"0x72\"")))
                .hasSize(1);
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isZero();
    }

    @Test
    void bloomedBlock_ofWhichOneAnswerLackedLogs_isCompleted() {
        AtomicInteger exchanges = new AtomicInteger();
        JsonRpc forgetful = new Relay(rpc) {
            @Override
            public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
                if (hasLogs(requests) && exchanges.incrementAndGet() == 1) {
                    proxy.tamperWithLogs(LogTampering.WITHHELD);
                    try {
                        return super.ask(needs, requests, reading);
                    } finally {
                        proxy.passThrough();
                    }
                }
                return super.ask(needs, requests, reading);
            }
        };
        RpcLogSource source = source(forgetful).hotBlocks(HotBlocks.BLOOMED).build();

        assertThat(said(source.logs(TRANSFERS, 100, HEAD, 0))).isEqualTo(transfers(100, HEAD));
        assertThat(faults(LogFault.MISSING)).isEqualTo(7);
    }

    @Test
    void hashedBlocks_areNotAskedTwice() {
        proxy.tamperWithLogs(LogTampering.WITHHELD);
        RpcLogSource source = source(rpc).hotBlocks(HotBlocks.HASHED).build();

        assertThat(source.logs(TRANSFERS, 1, HEAD, 0).logs()).isEmpty();
    }

    private RpcLogSource.Builder source(FaultProxy second) {
        return source(EndpointPool.of(
                CHAIN, List.of(Endpoint.of("first", proxy.url()), Endpoint.of("second", second.url()))));
    }

    @Test
    void coldRange_thatOneOfTwoEndpointsSaysIsEmpty_hasTheLogsOfTheOther() {
        try (FaultProxy second = FaultProxy.before(chain.url())) {
            second.capLogs(LogCap.HYPEREVM, 9);
            for (FaultProxy liar : List.of(proxy, second)) {
                liar.tamperWithLogs(LogTampering.WITHHELD);
                for (int i = 0; i < 3; i++) {
                    LogRange range = source(second).build().logs(TRANSFERS, 1, QUIET_END, COLD);

                    assertThat(said(range)).isEqualTo(transfers(1, QUIET_END));
                    assertThat(range.last().block().number()).isEqualTo(QUIET_END);
                    assertThat(range.unproven()).isZero();
                }
                liar.passThrough();
            }
            assertThat(faults(LogFault.MISSING)).isPositive();
            assertThat(metrics.of(MetricName.LOG_RANGES_UNPROVEN)).isZero();
        }
    }

    @Test
    void coldRange_thatBothEndpointsSayIsEmpty_isProven() {
        LogFilter nothing = new LogFilter(Set.of(Address.ZERO), Set.of(TRANSFER));
        try (FaultProxy second = FaultProxy.before(chain.url())) {
            LogRange range = source(second).build().logs(nothing, 1, QUIET_END, COLD);

            assertThat(range.logs()).isEmpty();
            assertThat(range.unproven()).isZero();
            assertThat(proxy.requests().stream().filter(request -> request.contains("getLogs")))
                    .hasSameSizeAs(second.requests().stream()
                            .filter(request -> request.contains("getLogs"))
                            .toList());
        }
    }

    @Test
    void coldRange_thatOneEndpointAloneSaysIsEmpty_isBelievedAndCounted() {
        proxy.tamperWithLogs(LogTampering.WITHHELD);

        LogRange range = source().logs(TRANSFERS, 1, QUIET_END, COLD);

        assertThat(range.logs()).isEmpty();
        assertThat(range.unproven()).isEqualTo(QUIET_END);
        assertThat(metrics.of(MetricName.LOG_RANGES_UNPROVEN)).isEqualTo(1);
    }

    @Test
    void coldRange_whoseSecondEndpointIsDown_isProvenByBlooms() {
        LogFilter nothing = new LogFilter(Set.of(Address.ZERO), Set.of(TRANSFER));
        FaultProxy gone = FaultProxy.before(chain.url());
        gone.close();
        RpcLogSource source = source(gone).build();

        assertThat(source.logs(nothing, 1, QUIET_END, COLD).unproven()).isZero();

        proxy.tamperWithLogs(LogTampering.WITHHELD);
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> source.logs(TRANSFERS, 1, QUIET_END, COLD));
        assertThat(faults(LogFault.MISSING)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHHELD", "PARTIAL"})
    void bloomedColdRange_withoutSomeOfItsLogs_isRefused(LogTampering tampering) {
        RpcLogSource source = source(rpc).coldRanges(ColdRanges.BLOOMED).build();
        proxy.tamperWithLogs(tampering);

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source.logs(TRANSFERS, 1, QUIET_END, COLD));
        assertThat(faults(LogFault.MISSING)).isPositive();

        proxy.passThrough();
        LogRange range = source.logs(TRANSFERS, 1, QUIET_END, COLD);
        assertThat(said(range)).isEqualTo(transfers(1, QUIET_END));
        assertThat(range.unproven()).isZero();
        assertThat(range.headers()).hasSizeLessThan(10);
    }

    @Test
    void preferredRange_isNotThatOfAFilterNobodyAsksForAnyMore() {
        RpcLogSource source = source();
        source.logs(TRANSFERS, 1, HEAD, COLD);
        long usual = source.preferredRange();
        proxy.capLogs(LogCap.INFURA, 1);
        source.logs(new LogFilter(Set.of(B), Set.of(TRANSFER, APPROVAL)), 1, 9, COLD);
        assertThat(source.preferredRange()).isLessThan(usual);
        proxy.passThrough();

        for (int i = 0; i < 60; i++) {
            source.logs(TRANSFERS, 1, 2, COLD);
        }

        assertThat(source.preferredRange()).isEqualTo(usual);
    }

    @Test
    void range_ofVeryManyLogs_endsEarly() {
        for (int block = 0; block < 30; block++) {
            chain.mine();
            for (int i = 0; i < 600; i++) {
                chain.log(A, List.of(TRANSFER), Hex.decode("0x04"));
            }
        }
        proxy.capLogs(LogCap.INFURA, 1_000);
        RpcLogSource source = source();

        LogRange range = source.logs(TRANSFERS, HEAD + 1, HEAD + 30, COLD);

        assertThat(range.logs()).hasSize(RpcLogSource.MOST_LOGS);
        assertThat(range.last().block().number()).isEqualTo(HEAD + RpcLogSource.MOST_LOGS / 600);
        assertThat(source.logs(TRANSFERS, range.last().block().number() + 1, HEAD + 30, COLD)
                        .logs())
                .hasSize(18_000 - RpcLogSource.MOST_LOGS);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORKED", "DUPLICATED", "REMOVED", "STRAY"})
    void logsThatCannotBe_areRefused(LogTampering tampering) {
        proxy.tamperWithLogs(tampering);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> source().logs(TRANSFERS, 1, HEAD, COLD))
                .satisfies(e -> assertThat(e.retryable()).isTrue());
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REVERSED", "TIMELESS", "MISTIMED"})
    void logsThatOnlyLackSomething_areMended(LogTampering tampering) {
        List<ChainLog> before = source().logs(TRANSFERS, 1, HEAD, COLD).logs();
        proxy.tamperWithLogs(tampering);

        List<ChainLog> after = source().logs(TRANSFERS, 1, HEAD, COLD).logs();

        assertThat(after.stream().map(ChainLog::at))
                .isEqualTo(before.stream().map(ChainLog::at).toList());
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isPositive();
    }

    @Test
    void timeless_asksForHeadersOfBlocksWithLogsOnly() {
        proxy.tamperWithLogs(LogTampering.TIMELESS);

        LogRange range = source().logs(TRANSFERS, 1, HEAD, COLD);

        assertThat(range.headers().stream().map(header -> header.block().number()))
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of(1L), Stream.iterate(3L, number -> number <= HEAD, number -> number + 3))
                                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void cap_inTheWordsOfAnyProvider_losesNothing(LogCap cap) {
        proxy.capLogs(cap, 7);

        RpcLogSource source = source();
        assertThat(said(source.logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
        assertThat(metrics.of(
                        MetricName.LOG_RANGES_REFUSED,
                        cap.countsLogs() ? RangeRefusal.Kind.RESULTS.tag() : RangeRefusal.Kind.BLOCKS.tag()))
                .isPositive();
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isZero();
        if (!cap.countsLogs()) {
            assertThat(source.preferredRange()).isLessThanOrEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cap_thatSaysHowMany_isAskedForJustSo(LogCap cap) {
        proxy.capLogs(cap, 7);
        RpcLogSource source = source();

        source.logs(TRANSFERS, 0, HEAD, COLD);

        long refusals = metrics.of(MetricName.LOG_RANGES_REFUSED);
        boolean told = !cap.countsLogs()
                && RangeRefusal.read(cap.message(7, 0, HEAD, 6))
                        .flatMap(refusal -> refusal.blocks().stream().boxed().findFirst())
                        .isPresent();
        if (told) {
            assertThat(refusals).isEqualTo(1);
        }
        assertThat(refusals).isLessThan(40);
    }

    @Test
    void block_thatIsRefusedAlone_isATypedStop() {
        proxy.capLogs(LogCap.INFURA, 2);

        assertThatExceptionOfType(BlockRefusedException.class)
                .isThrownBy(() -> source().logs(TRANSFERS, 0, HEAD, COLD))
                .satisfies(e -> {
                    assertThat(e.block()).isEqualTo(3);
                    assertThat(e.retryable()).isFalse();
                });
    }

    @Test
    void range_thatWasNotUsedUp_tellsNothing() {
        RpcLogSource source = source();

        source.logs(TRANSFERS, 0, HEAD, COLD);

        assertThat(source.preferredRange()).isEqualTo(1_500);
    }

    @Test
    void hyperEvm_startsWithFifty() {
        assertThat(RpcLogSource.of(rpc, ChainId.HYPEREVM).preferredRange()).isEqualTo(50);
        assertThat(RpcLogSource.of(rpc, ChainId.HYPEREVM_TESTNET).preferredRange())
                .isEqualTo(50);
    }

    @Test
    void tooLarge_ofAProxyOnTheWay_isAskedForInParts() {
        JsonRpc narrow = new Relay(rpc) {
            @Override
            public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
                if (needs.logRange() > 20) {
                    throw new SourceException.Rejected("node", 413, "payload too large");
                }
                return super.ask(needs, requests, reading);
            }
        };

        assertThat(said(source(narrow).build().logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
        assertThat(metrics.of(MetricName.LOG_RANGES_REFUSED, "results")).isPositive();
    }

    @Test
    void silence_isAskedForInParts_threeTimes() {
        JsonRpc hasty = JsonRpc.of("node", proxy.url(), http, Duration.ofMillis(300));
        RpcLogSource source = source(hasty).build();
        source.chainId();
        proxy.misbehave(HttpFault.HANG, "eth_getLogs", 2);

        assertThat(said(source.logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
        assertThat(metrics.of(MetricName.LOG_RANGES_REFUSED, "time")).isEqualTo(2);

        proxy.misbehave(HttpFault.HANG, "eth_getLogs", 3);
        assertThatExceptionOfType(Transport.class).isThrownBy(() -> source.logs(TRANSFERS, 0, HEAD, COLD));
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "SERVER_ERROR", "HTML_PAGE", "TRUNCATED_JSON", "DISCONNECT", "ANSWER_LOST"})
    void faultOfTheConnection_reachesTheCaller_andIsOver(HttpFault fault) {
        RpcLogSource source = source();
        source.chainId();
        proxy.misbehave(fault, "eth_getLogs", 1);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> source.logs(TRANSFERS, 0, HEAD, COLD))
                .satisfies(e -> assertThat(e.retryable()).isTrue());
        assertThat(said(source.logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
    }

    @Test
    void unknownRefusal_reachesTheCaller_andIsAskedForInPartsNextTime() {
        JsonRpc rude = new Relay(rpc) {
            @Override
            public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
                if (needs.logRange() > 50) {
                    throw new JsonRpcException("node", "eth_getLogs", -32000, "das ist zu viel", Optional.empty());
                }
                return super.ask(needs, requests, reading);
            }
        };
        RpcLogSource source = source(rude).build();

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> source.logs(TRANSFERS, 0, HEAD, COLD));
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> source.logs(TRANSFERS, 0, HEAD, COLD));
        assertThat(said(source.logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
    }

    @Test
    void manyContracts_areMatchedHere() {
        Set<Address> many = new HashSet<>(Set.of(A));
        for (int i = 0; i < 20; i++) {
            many.add(Address.parse("0x%040x".formatted(i + 1)));
        }
        RpcLogSource source = source(rpc).mostContracts(20).build();

        assertThat(said(source.logs(new LogFilter(many, Set.of(TRANSFER)), 0, HEAD, HEAD - 10)))
                .isEqualTo(
                        transfers.stream().filter(log -> log.contract.equals(A)).toList());
        assertThat(proxy.requests()).noneMatch(request -> request.contains("\"address\""));
    }

    @Test
    void contractsThatAreRefused_areMatchedHere() {
        JsonRpc narrow = new Relay(rpc) {
            @Override
            public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
                if (requests.stream()
                        .anyMatch(request -> request.params().toString().contains(B.hex()))) {
                    throw new JsonRpcException(
                            "node",
                            "eth_getLogs",
                            -32000,
                            "exceed max addresses or topics per search position",
                            Optional.empty());
                }
                return super.ask(needs, requests, reading);
            }
        };

        assertThat(said(source(narrow).build().logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
    }

    @Test
    void reorg_betweenTwoParts_isNotPapered() {
        proxy.capLogs(LogCap.PUBLICNODE, 60);
        AtomicInteger exchanges = new AtomicInteger();
        JsonRpc turbulent = new Relay(rpc) {
            @Override
            public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
                T value = super.ask(needs, requests, reading);
                if (hasLogs(requests) && exchanges.incrementAndGet() == 1) {
                    chain.reorg(100);
                }
                return value;
            }
        };
        RpcLogSource source = source(turbulent).build();

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source.logs(TRANSFERS, 0, HEAD, COLD));
        assertThat(faults(LogFault.FORKED)).isEqualTo(1);
        assertThat(said(source.logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers(0, 20));
    }

    @Test
    void refusal_ofOneOfSeveral_isToldToThePool_andNotHeeded() {
        List<String> told = new ArrayList<>();
        JsonRpc pool = new Relay(rpc) {
            @Override
            public String source() {
                return "pool";
            }

            @Override
            public void tightenLogRange(String source, long blocks) {
                told.add(source + " " + blocks);
                proxy.passThrough();
            }
        };
        proxy.capLogs(LogCap.DRPC, 10);
        RpcLogSource source = source(pool).build();

        assertThat(said(source.logs(TRANSFERS, 0, HEAD, COLD))).isEqualTo(transfers);
        assertThat(told).containsExactly("node 10");
        assertThat(source.preferredRange()).isEqualTo(1_500);
    }

    @Test
    void head_isTheNewest() {
        assertThat(source().head().block().number()).isEqualTo(HEAD);
        assertThat(source().chainId()).isEqualTo(CHAIN);
    }

    @Test
    void headers_comeInTheOrderOfTheNumbers() {
        List<Long> numbers = Stream.concat(
                        Stream.of(9L, 7L, 8L, 7L), Stream.iterate(0L, number -> number <= HEAD, number -> number + 1))
                .toList();

        assertThat(source().headers(numbers).stream()
                        .map(header -> header.block().number()))
                .containsExactlyElementsOf(numbers);
        assertThat(source().headers(List.of())).isEmpty();
    }

    @Test
    void headers_beyondTheHead_areBehind() {
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source().headers(List.of(HEAD, HEAD + 1)));
        assertThat(faults(LogFault.BEHIND)).isEqualTo(1);
    }

    @Test
    void lag_isFoundOut() {
        proxy.lag(5);

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> source().logs(TRANSFERS, 100, HEAD, 100));
        assertThat(faults(LogFault.BEHIND)).isEqualTo(1);
        assertThat(said(source().logs(TRANSFERS, 0, HEAD - 5, 100))).isEqualTo(transfers(0, HEAD - 5));
    }

    @Test
    void anotherChain_isRefused() {
        proxy.claimChain(ChainId.HYPEREVM);

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> source().chainId());
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> source().logs(TRANSFERS, 0, 1, 0));
        assertThat(faults(LogFault.WRONG_CHAIN)).isEqualTo(2);
    }

    @Test
    void brokenAnswer_isMalformed() {
        proxy.misbehave(HttpFault.TRUNCATED_JSON, "");

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> source().head());
    }

    /** Passes everything on. */
    private abstract static class Relay implements JsonRpc {
        private final JsonRpc rpc;

        Relay(JsonRpc rpc) {
            this.rpc = rpc;
        }

        @Override
        public String source() {
            return rpc.source();
        }

        @Override
        public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
            return rpc.ask(needs, requests, reading);
        }

        static boolean hasLogs(List<? extends RpcRequest<?>> requests) {
            return requests.stream().anyMatch(request -> request.method().equals("eth_getLogs"));
        }
    }
}
