package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.LogCap;
import io.plimsoll.evm.testing.LogTampering;
import io.plimsoll.evm.testing.ScriptedChain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import okhttp3.OkHttpClient;

/** Chains, faults and questions at random: what comes is what was logged, or an error. */
class RpcLogSourcePropertyTest {
    private static final ChainId CHAIN = new ChainId(31337);
    private static final OkHttpClient HTTP = new OkHttpClient();

    private record Said(long block, Address contract, List<Bytes32> topics, String data) {}

    @Property(tries = 60)
    void hotLogs_areThoseOfTheChain_orAnError(@ForAll long seed) {
        Random random = new Random(seed);
        ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_700_000_000));
        List<Said> logged = new ArrayList<>();
        try (ScriptedChain chain = ScriptedChain.start(CHAIN, clock);
                FaultProxy proxy = FaultProxy.before(chain.url())) {
            int head = 1 + random.nextInt(40);
            for (long block = 1; block <= head; block++) {
                clock.advance(Duration.ofSeconds(random.nextInt(3)));
                chain.mine();
                for (int i = random.nextInt(4); i > 0; i--) {
                    Said log = new Said(
                            block,
                            Address.parse("0x%040x".formatted(random.nextInt(3))),
                            List.of(topic(random), topic(random)),
                            Hex.encode(new byte[random.nextInt(40)]));
                    logged.add(log);
                    chain.log(log.contract, log.topics, Hex.decode(log.data));
                }
            }
            LogFilter filter = filter(random);
            long first = random.nextInt(head);
            long last = first + random.nextInt((int) (head - first + 1));
            for (int i = random.nextInt(3); i > 0; i--) {
                LogCap cap = LogCap.values()[random.nextInt(LogCap.values().length)];
                proxy.capLogs(cap, 1 + random.nextInt(20));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                proxy.tamperWithLogs(LogTampering.values()[random.nextInt(LogTampering.values().length)]);
            }
            RpcLogSource source = RpcLogSource.builder(
                            JsonRpc.of("proxied", proxy.url(), HTTP, Duration.ofSeconds(10)), CHAIN)
                    .mostContracts(1 + random.nextInt(3))
                    .build();
            try {
                assertThat(said(source.logs(filter, first, last, 0)))
                        .isEqualTo(logged.stream()
                                .filter(log -> log.block >= first && log.block <= last && takes(filter, log))
                                .toList());
            } catch (SourceException e) {
                assertThat(e.source()).isEqualTo("proxied");
            }
        }
    }

    private static Bytes32 topic(Random random) {
        return Bytes32.parse("0x%064x".formatted(random.nextInt(3)));
    }

    private static LogFilter filter(Random random) {
        Set<Address> contracts = Set.of(Address.parse("0x%040x".formatted(0)), Address.parse("0x%040x".formatted(1)));
        return new LogFilter(
                random.nextBoolean() ? contracts : Set.of(), random.nextBoolean() ? Set.of(topic(random)) : Set.of());
    }

    private static boolean takes(LogFilter filter, Said log) {
        return (filter.contracts().isEmpty() || filter.contracts().contains(log.contract))
                && (filter.topics().isEmpty() || filter.topics().contains(log.topics.get(0)));
    }

    private static List<Said> said(LogRange range) {
        return range.logs().stream()
                .map(log -> new Said(log.at().block().number(), log.contract(), log.topics(), Hex.encode(log.data())))
                .toList();
    }
}
