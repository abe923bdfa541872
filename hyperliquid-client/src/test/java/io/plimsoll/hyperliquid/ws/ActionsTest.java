package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.hyperliquid.exchange.ActionRefused;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.AssetId;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.exchange.NoopAction;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderBuilder;
import io.plimsoll.hyperliquid.exchange.OrderOutcome;
import io.plimsoll.hyperliquid.exchange.OutcomeUnknown;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.hyperliquid.testing.StreamFault;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signed actions as posts of the websocket, to a venue that checks them as it does those over HTTP. */
@Timeout(30)
class ActionsTest {
    private static final Signer ALICE = LocalSigner.fromHex("0x" + "a1".repeat(32));
    private static final Signer NOBODY = LocalSigner.fromHex("0x" + "b2".repeat(32));
    private static final BigDecimal PRICE = new BigDecimal("40");
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final FakeVenue venue = FakeVenue.start(Clock.systemUTC())
            .list(
                    new Market("HYPE", 2, MarginTable.singleTier(10), false),
                    new AssetContext("HYPE", PRICE, PRICE, new BigDecimal("0.0000125"), BigDecimal.ONE))
            .open(FakeAccount.standard(ALICE.address(), "1000000"));
    private final Nonces nonces = Nonces.inMemory(InstantSource.system());
    private final VenueStream stream = stream();

    private VenueStream stream() {
        InfoClient info = new InfoClient(
                HttpJson.of(InfoClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)),
                venue.url(),
                VenueLimits.none(),
                Duration.ofSeconds(1));
        return VenueStream.builder(venue.url().resolve("/ws"), info)
                .limits(VenueLimits.none())
                .reconnect(ScriptedVenue.QUICK)
                .build();
    }

    @BeforeEach
    void connect() {
        stream.start();
        assertThat(stream.awaitConnected(Duration.ofSeconds(10))).isTrue();
        await().until(() -> venue.streams().live() == 1);
    }

    @AfterEach
    void close() {
        stream.close();
        venue.close();
    }

    private ExchangeClient client(Signer signer, Duration wait) {
        return ExchangeClient.over(
                stream.actions(wait),
                ActionSigner.of(HyperliquidChain.MAINNET, signer, nonces),
                VenueLimits.none(),
                Duration.ofSeconds(1));
    }

    private static OrderAction buy(String price) {
        return OrderAction.of(OrderBuilder.in(AssetId.perp(0), 2)
                .buy(BigDecimal.ONE)
                .limit(new BigDecimal(price), TimeInForce.ADD_LIQUIDITY_ONLY)
                .build());
    }

    @Test
    void order_isPlaced_orRefusedForItself() {
        List<OrderOutcome> outcomes = client(ALICE, WAIT).submit(buy("30"));

        assertThat(outcomes).hasSize(1).first().isInstanceOf(OrderOutcome.Resting.class);
        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
        assertThat(client(ALICE, WAIT).submit(buy("0.5")))
                .as("under ten dollars")
                .hasSize(1)
                .first()
                .isInstanceOf(OrderOutcome.Rejected.class);
    }

    @Test
    void action_ofSomebodyUnknown_isRefused() {
        assertThatThrownBy(() -> client(NOBODY, WAIT).submit(new NoopAction())).isInstanceOf(ActionRefused.class);
    }

    @Test
    void answerThatIsLost_leavesTheOutcomeUnknown_andNothingIsSentTwice() {
        venue.streams().misbehave(StreamFault.POST_ANSWER_LOST);

        assertThatThrownBy(() -> client(ALICE, Duration.ofMillis(200)).submit(buy("30")))
                .isInstanceOf(OutcomeUnknown.class);
        await().until(() -> venue.ledger().actions(ALICE.address()) == 1);
        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
    }

    @Test
    void connectionThatIsLost_leavesTheOutcomeUnknown_atOnce() {
        venue.streams().misbehave(StreamFault.POST_ANSWER_LOST);
        CompletableFuture<?> submitted =
                CompletableFuture.runAsync(() -> client(ALICE, WAIT).submit(buy("30")));
        await().until(() -> venue.ledger().actions(ALICE.address()) == 1);

        venue.streams().cutAll();

        assertThatThrownBy(() -> submitted.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void withoutAConnection_isATransportErrorThatSaysNothingWasSent() {
        venue.streams().hang();
        venue.streams().cutAll();
        await().until(() -> !stream.status().connection().connected());

        assertThatThrownBy(() -> client(ALICE, WAIT).submit(buy("30")))
                .isInstanceOf(Transport.class)
                .isNotInstanceOf(OutcomeUnknown.class)
                .hasCauseInstanceOf(ConnectException.class);
        assertThat(venue.ledger().actions(ALICE.address())).isZero();
    }
}
