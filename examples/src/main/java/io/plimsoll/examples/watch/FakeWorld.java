package io.plimsoll.examples.watch;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.ScriptedChain;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.UpdateSigner;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import okhttp3.OkHttpClient;

/** Made-up accounts of each kind on the fakes of both clients. Prices wander a little with every tick. */
final class FakeWorld {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int PRICE_DIGITS = 5;

    private final FakeVenue venue;
    private final FakeHermes hermes;
    private final ScriptedChain chain;
    private final DemoPool pool;
    private final PythClient oracle;
    private final HyperliquidClient client;
    private final List<MonitoredAccount> accounts = new ArrayList<>();
    private final Map<String, BigDecimal> prices = new LinkedHashMap<>();
    private final Random random = new Random(42);

    /** Starts the fakes and opens the accounts. */
    static World open(Clock clock) {
        FakeWorld world = new FakeWorld(clock);
        return new World(
                "made-up accounts on fakes of Hyperliquid, Hermes and HyperEVM, all on loopback",
                world.accounts,
                world.client,
                world.oracle,
                Optional.of(new UniswapV3PositionReader(
                        new MulticallReader(JsonRpc.of("hyperevm", world.chain.url(), new OkHttpClient(), DEADLINE)),
                        DemoPool.MANAGER,
                        DemoPool.FACTORY)),
                world::tick,
                world.venue,
                world.hermes,
                Optional.of(world.chain));
    }

    private FakeWorld(Clock clock) {
        UpdateSigner routers = UpdateSigner.named("demo-routers");
        venue = FakeVenue.start(clock);
        hermes = FakeHermes.start(routers, clock);
        chain = ScriptedChain.start(ChainId.HYPEREVM, clock);
        OkHttpClient http = new OkHttpClient();
        client = HyperliquidClient.at(venue.url(), http, DEADLINE);
        oracle = PythClient.at(hermes.url(), Optional.empty(), http, DEADLINE, routers.trust());
        list("BTC", 5, "101250", "0.0000125", tiers(40, "150000000", 20));
        list("ETH", 4, "3380.5", "0.0000098", tiers(25, "100000000", 15));
        list("SOL", 2, "187.25", "-0.0000042", tiers(20, "70000000", 10));
        list("HYPE", 2, "41.3", "0.0000251", tiers(10, "20000000", 5));
        open(
                "hedged desk",
                FakeAccount.standard(address(1), "18000")
                        .cross("HYPE", "-1200", "40.1", 5)
                        .holding("HYPE", "200"));
        open(
                "cross mix",
                FakeAccount.standard(address(2), "42000")
                        .cross("BTC", "-1.2", "99800", 10)
                        .cross("ETH", "35", "3290", 10)
                        .cross("SOL", "410", "192.4", 8)
                        .holding("UBTC", "0.4"));
        open(
                "isolated pair",
                FakeAccount.standard(address(3), "9000")
                        .isolated("HYPE", "950", "42.05", 10, "4000")
                        .isolated("ETH", "-4", "3350", 20, "680"));
        open("tiered whale", FakeAccount.standard(address(4), "21500000").cross("BTC", "2300", "99100", 20));
        open(
                "unified",
                FakeAccount.unified(address(5), "60000")
                        .cross("ETH", "60", "3301.2", 10)
                        .isolated("SOL", "-100", "186", 5, "4100"));
        pool = new DemoPool(price("HYPE"), "1000");
        tellPool();
    }

    private BigDecimal price(String coin) {
        return Objects.requireNonNull(prices.get(coin), coin);
    }

    /** The hedged desk provides liquidity, so its delta moves with the price. */
    private void tellPool() {
        chain.uniswapV3(DemoPool.FACTORY, address(1), List.of(pool.at(price("HYPE"))));
    }

    /** A random walk with steps of about 0.3 %. */
    private void tick() {
        prices.replaceAll((coin, price) -> price.multiply(BigDecimal.valueOf(1 + 0.003 * random.nextGaussian()))
                .round(new MathContext(PRICE_DIGITS, RoundingMode.HALF_EVEN)));
        prices.forEach(this::publish);
        chain.mine();
        tellPool();
    }

    private void publish(String coin, BigDecimal price) {
        venue.move(coin, price.toPlainString());
        hermes.publish(
                Objects.requireNonNull(PythFeeds.USD.get(coin), coin),
                price.toPlainString(),
                price.movePointLeft(4).setScale(8, RoundingMode.HALF_EVEN).toPlainString());
    }

    private void list(String coin, int sizeDecimals, String price, String funding, MarginTable table) {
        BigDecimal mark = new BigDecimal(price);
        venue.list(
                new Market(coin, sizeDecimals, table, false),
                new AssetContext(coin, mark, mark, new BigDecimal(funding), new BigDecimal("10000")));
        prices.put(coin, mark);
        publish(coin, mark);
    }

    private void open(String name, FakeAccount account) {
        venue.open(account);
        accounts.add(
                new MonitoredAccount(account.address(), name, Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of()));
    }

    private static MarginTable tiers(int leverage, String bound, int leverageAbove) {
        return new MarginTable(List.of(
                new MarginTier(BigDecimal.ZERO, leverage), new MarginTier(new BigDecimal(bound), leverageAbove)));
    }

    private static Address address(int number) {
        return Address.parse(String.format("%040x", number));
    }
}
