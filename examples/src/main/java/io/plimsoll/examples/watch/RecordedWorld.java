package io.plimsoll.examples.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.TrustNetworks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * Real accounts and real signed price updates out of a corpus folder, played back by the fakes over the same clients. What
 * was not recorded is not made up: spot balances and funding rates of most accounts are missing, and the table says so.
 */
final class RecordedWorld {
    private static final String ACCOUNTS = "hyperliquid/margin-accounts.json";
    private static final String SNAPSHOTS = "hyperliquid/recent";
    private static final String UPDATES = "pyth/updates";

    /** What a folder must have to be played back. */
    static final List<String> PARTS = List.of(ACCOUNTS, SNAPSHOTS, UPDATES);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{2})(?:-(\\d{2}))?");

    private final FakeVenue venue;
    private final FakeHermes hermes;
    private final HyperliquidClient client;
    private final PythClient oracle;
    private final List<MonitoredAccount> accounts = new ArrayList<>();
    private final Map<String, MarginTable> tables = new LinkedHashMap<>();
    private final Map<String, BigDecimal> marks = new LinkedHashMap<>();
    private int updates;

    /** Starts the fakes and loads them with the recordings of a folder. */
    static World open(Path corpus, Clock clock) {
        RecordedWorld world = new RecordedWorld(corpus, clock);
        return new World(
                world.accounts.size() + " recorded accounts and " + world.updates
                        + " recorded signed price updates, played back on loopback",
                world.accounts,
                world.client,
                world.oracle,
                Optional.empty(),
                () -> {},
                world.venue,
                world.hermes,
                Optional.empty());
    }

    private RecordedWorld(Path corpus, Clock clock) {
        venue = FakeVenue.start(clock);
        hermes = FakeHermes.start(UpdateSigner.named("nobody"), clock);
        OkHttpClient http = new OkHttpClient();
        client = HyperliquidClient.at(venue.url(), http, DEADLINE);
        // the recordings reach back to 2023: old signer sets must be believed too
        oracle = PythClient.at(
                hermes.url(),
                Optional.empty(),
                http,
                DEADLINE,
                TrustNetworks.WORMHOLE_MAINNET,
                TrustNetworks.PYTH_PRO_ROUTERS);
        recordAccounts(read(corpus.resolve(ACCOUNTS)));
        files(corpus.resolve(SNAPSHOTS), "lifi-").forEach(file -> recordSnapshot(read(file)));
        files(corpus.resolve(UPDATES), "").forEach(file -> recordUpdate(read(file)));
        marks.forEach((coin, mark) -> venue.list(
                new Market(coin, 5, tables.getOrDefault(coin, MarginTable.singleTier(1)), false),
                new AssetContext(coin, mark, mark, BigDecimal.ZERO, BigDecimal.ZERO)));
        venue.record("fundingHistory", "", "[]");
    }

    /** The mode column is not looked at, unusable rows apart: what an account is must show by itself. */
    private void recordAccounts(JsonNode file) {
        for (JsonNode row : file.path("accounts")) {
            if (row.path("mode").asText().equals("unusable")) {
                continue;
            }
            String id = row.get("id").asText();
            ObjectNode state = row.get("state").deepCopy();
            if (!state.has("time")) {
                state.put("time", date(id));
            }
            record(id, address(id), state, "{\"balances\":[]}", "\"default\"");
            row.path("marginTables").properties().forEach(table -> tables.put(table.getKey(), table(table.getValue())));
        }
    }

    private void recordSnapshot(JsonNode file) {
        if (file.has("clearinghouseState") && file.has("spotClearinghouseState")) {
            Address address = Address.parse(file.get("address").asText());
            record(
                    address.abbreviated(),
                    address,
                    file.get("clearinghouseState"),
                    file.get("spotClearinghouseState").toString(),
                    file.path("userAbstraction").toString());
        }
    }

    private void record(String name, Address address, JsonNode state, String spot, String abstraction) {
        venue.record("clearinghouseState", address.hex(), state.toString());
        venue.record("spotClearinghouseState", address.hex(), spot);
        venue.record("userAbstraction", address.hex(), abstraction.isEmpty() ? "null" : abstraction);
        for (JsonNode item : state.path("assetPositions")) {
            JsonNode position = item.get("position");
            String coin = position.get("coin").asText();
            tables.putIfAbsent(
                    coin, MarginTable.singleTier(position.path("maxLeverage").asInt(1)));
            marks.put(
                    coin,
                    new BigDecimal(position.get("positionValue").asText())
                            .divide(new BigDecimal(position.get("szi").asText()).abs(), MathContext.DECIMAL64));
        }
        accounts.add(MonitoredAccount.onHyperCore(address, name));
    }

    private void recordUpdate(JsonNode file) {
        // the testnet guardian signs other prices for the same feeds: never believed beside mainnet
        if (file.path("kind").asText().equals("pnau")
                && !file.path("trustNetwork").asText().contains("testnet")) {
            hermes.record(Hex.decode(file.get("hex").asText()));
            updates++;
        }
    }

    private static MarginTable table(JsonNode rows) {
        List<MarginTier> tiers = new ArrayList<>();
        rows.forEach(row -> tiers.add(
                new MarginTier(new BigDecimal(row.get(0).asText()), row.get(1).asInt())));
        return new MarginTable(tiers);
    }

    /** Accounts were recorded without their address: one that follows from the id. */
    private static Address address(String id) {
        byte[] hash = Keccak256.hash(id.getBytes(StandardCharsets.UTF_8));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }

    /** The day of a recording that kept no time, out of its id. */
    private static long date(String id) {
        Matcher date = DATE.matcher(id);
        if (!date.find()) {
            throw new IllegalArgumentException("recorded account " + id + " has neither a time nor a date in its id");
        }
        int day = date.group(3) == null ? 1 : Integer.parseInt(date.group(3));
        return LocalDate.of(Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), day)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
