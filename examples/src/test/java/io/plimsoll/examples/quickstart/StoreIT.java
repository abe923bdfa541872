package io.plimsoll.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.examples.quickstart.OwnEvents.Swap;
import io.plimsoll.jdbc.JdbcStore;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreIT {
    private static final Path ROOT = Path.of(System.getProperty("plimsoll.root"));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Address POOL = Address.parse("0x" + "ab".repeat(20));
    private static final BlockRef BLOCK = new BlockRef(7, Bytes32.parse("0x" + "07".repeat(32)), NOW);

    @Test
    void ownEvents_committedTwice_areThereOnce() {
        Swap swap = new Swap(
                new LogRef(ChainId.HYPEREVM, BLOCK, Bytes32.parse("0x" + "aa".repeat(32)), 0, 3), POOL, BigInteger.TEN);
        IndexBatch batch = IndexBatch.first(new IndexId(ChainId.HYPEREVM, "swaps"), List.of(swap), BLOCK);
        try (JdbcStore store = JdbcStore.h2Memory("own-events")) {
            OwnEvents.keep(store, batch, POOL);
            assertThat(OwnEvents.keep(store, batch, POOL).items()).containsExactly(swap);
        }
    }

    @Test
    void oneSender_ofTwoNodes_claimsOnce() {
        AttemptKey key = new AttemptKey(
                new MarketId(ChainId.HYPEREVM, "hyperlend", "HYPE"), POOL, new PositionVersion(BLOCK.hash(), 3));
        Attempt attempt = Attempt.planned(key, NOW);
        try (JdbcStore store = JdbcStore.h2Memory("one-sender")) {
            assertThat(OneSender.claim(store, "first", attempt)).isTrue();
            assertThat(OneSender.claim(store, "second", attempt)).isFalse();
            assertThat(store.keeper().attempts().find(key)).contains(attempt);
        }
    }

    /** The README of the module shows the lines of these classes. */
    @ParameterizedTest
    @CsvSource({"OwnEvents, EventTable<Swap> SWAPS =, AMOUNT)));", "OneSender, Optional<Lease> lease =, by now"})
    void readme_showsTheCompiledLines(String name, String first, String last) throws IOException {
        Path source = ROOT.resolve("examples/src/main/java/io/plimsoll/examples/quickstart/" + name + ".java");
        String code = Files.readString(source);
        int start = code.lastIndexOf('\n', code.indexOf(first)) + 1;
        int end = code.indexOf('\n', code.indexOf(last, start));
        String lines = code.substring(start, end);
        int indent = lines.length() - lines.stripLeading().length();

        assertThat(Files.readString(ROOT.resolve("persistence-jdbc/README.md")))
                .contains(lines.replaceAll("(?m)^ {" + indent + "}", ""));
    }
}
