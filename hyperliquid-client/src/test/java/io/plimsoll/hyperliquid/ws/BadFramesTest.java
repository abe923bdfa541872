package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On every channel, acknowledgements and answers to posts among them: a frame with a value of the wrong kind, whichever it is, is
 * an error that names the channel and the path, and the session goes on.
 */
@Timeout(60)
class BadFramesTest {
    private static final Address USER = Address.parse(Wire.USER);

    private static final Map<String, Subscription<?>> SUBSCRIPTIONS = Map.ofEntries(
            Map.entry("activeAssetCtx", ActiveAssetCtxChannel.of("BTC")),
            Map.entry("activeAssetData", ActiveAssetDataChannel.of(USER, "BTC")),
            Map.entry("activeSpotAssetCtx", ActiveSpotAssetCtxChannel.of("@107")),
            Map.entry("allDexsAssetCtxs", AllDexsAssetCtxsChannel.of()),
            Map.entry("allDexsClearinghouseState", AllDexsClearinghouseStateChannel.of(USER)),
            Map.entry("allMids", AllMidsChannel.of()),
            Map.entry("assetCtxs", AssetCtxsChannel.of(null)),
            Map.entry("bbo", BboChannel.of("BTC")),
            Map.entry("candle", CandleChannel.of("BTC", "1m")),
            Map.entry("clearinghouseState", ClearinghouseStateChannel.of(USER)),
            Map.entry("explorerBlock", ExplorerBlockChannel.of()),
            Map.entry("explorerTxs", ExplorerTxsChannel.of()),
            Map.entry("fastAssetCtxs", FastAssetCtxsChannel.of()),
            Map.entry("l2Book", L2BookChannel.fast("BTC")),
            Map.entry("notification", NotificationChannel.of(USER)),
            Map.entry("openOrders", OpenOrdersChannel.of(USER)),
            Map.entry("orderUpdates", OrderUpdatesChannel.of(USER)),
            Map.entry("outcomeMetaUpdates", OutcomeMetaUpdatesChannel.of()),
            Map.entry("spotAssetCtxs", SpotAssetCtxsChannel.of()),
            Map.entry("spotState", SpotStateChannel.of(USER)),
            Map.entry("trades", TradesChannel.of("BTC")),
            Map.entry("twapStates", TwapStatesChannel.of(USER)),
            Map.entry("user", UserEventsChannel.of(USER)),
            Map.entry("userFills", UserFillsChannel.of(USER)),
            Map.entry("userFundings", UserFundingsChannel.of(USER)),
            Map.entry("userHistoricalOrders", UserHistoricalOrdersChannel.of(USER)),
            Map.entry("userNonFundingLedgerUpdates", UserNonFundingLedgerUpdatesChannel.of(USER)),
            Map.entry("userTwapHistory", UserTwapHistoryChannel.of(USER)),
            Map.entry("userTwapSliceFills", UserTwapSliceFillsChannel.of(USER)),
            Map.entry("webData3", WebData3Channel.of(USER)));

    /** What may be anything: words of users, kinds yet unknown, which are kept as they came, and what tells a kind. */
    private static final Map<String, List<String>> ANYTHING = Map.of(
            "explorerTxs",
            List.of("[0]", "[0].action", "[0].action.type", "[0].action.n"),
            "outcomeMetaUpdates",
            List.of(
                    "updates[0]",
                    "updates[1]",
                    "updates[2]",
                    "updates[3]",
                    "updates[4]",
                    "updates[4].somethingElse",
                    "updates[4].somethingElse.a",
                    "updates[5]"),
            "userNonFundingLedgerUpdates",
            List.of("nonFundingLedgerUpdates[0].delta", "nonFundingLedgerUpdates[0].delta.type"));

    /** What frames that belong to no subscription may be. */
    private static final Map<String, String> OTHERS = Map.of(
            "subscriptionResponse",
            "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"allMids\"}}",
            "post",
            "{\"id\":1,\"response\":{\"type\":\"action\",\"payload\":{\"status\":\"ok\"}}}",
            "error",
            "\"text\"");

    private record Mistake(String path, String data) {}

    private final ScriptedVenue venue = new ScriptedVenue();
    private final List<SourceException> problems = new CopyOnWriteArrayList<>();
    private final Map<VenueStream.Host, VenueStream> streams = new HashMap<>();

    @AfterEach
    void close() {
        streams.values().forEach(VenueStream::close);
        venue.close();
    }

    private VenueStream stream(VenueStream.Host host) {
        VenueStream stream = venue.stream().host(host).onProblem(problems::add).build();
        streams.put(host, stream);
        stream.start();
        return stream;
    }

    static Stream<String> channels() {
        return ChannelsTest.channels();
    }

    @Test
    void everyChannel_isSubscribedToHere() {
        assertThat(SUBSCRIPTIONS.keySet()).containsExactlyInAnyOrderElementsOf(Channels.names());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void valueOfTheWrongKind_namesChannelAndPath_andTheSessionLives(String channel) {
        VenueStream stream = stream(channel.startsWith("explorer") ? VenueStream.Host.EXPLORER : VenueStream.Host.API);
        Heard<Object> heard = subscribe(stream, SUBSCRIPTIONS.get(channel));
        List<Mistake> mistakes = mistakes(channel, ChannelsTest.data(channel));

        mistakes.forEach(mistake -> venue.send(frame(channel, mistake.data())));
        venue.send(frame(channel, ChannelsTest.data(channel)));

        await().until(() -> !heard.messages().isEmpty());
        assertNamed(channel, mistakes);
        assertThat(heard.undecodable()).hasSameSizeAs(mistakes);
        assertThat(stream.status().malformed()).isEqualTo(mistakes.size());
        assertThat(stream.status().connection().sessions()).isEqualTo(1);
    }

    static Stream<String> others() {
        return OTHERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("others")
    void answerOfTheWrongKind_namesChannelAndPath_andTheSessionLives(String channel) {
        VenueStream stream = stream(VenueStream.Host.API);
        Heard<Object> heard = subscribe(stream, BboChannel.of("BTC"));
        List<Mistake> mistakes = mistakes(channel, OTHERS.get(channel)).stream()
                .filter(mistake -> !mistake.path().startsWith("response.payload")) // the caller's to read
                .filter(mistake -> !mistake.path().startsWith("subscription.")) // compared, not read
                .toList();

        mistakes.forEach(mistake -> venue.send(frame(channel, mistake.data())));
        venue.send(frame("bbo", ChannelsTest.data("bbo")));

        await().until(() -> !heard.messages().isEmpty());
        assertNamed(channel, mistakes);
        assertThat(stream.status().connection().sessions()).isEqualTo(1);
    }

    private void assertNamed(String channel, List<Mistake> mistakes) {
        assertThat(mistakes).isNotEmpty();
        assertThat(problems).hasSameSizeAs(mistakes);
        for (int n = 0; n < mistakes.size(); n++) {
            Mistake mistake = mistakes.get(n);
            assertThat(problems.get(n))
                    .as("%s: %s", mistake.path(), mistake.data())
                    .isInstanceOf(MalformedResponse.class)
                    .hasMessageContaining("frame of " + channel)
                    .satisfies(e -> assertThat(e.getMessage().replace(" is not what was expected at ", "."))
                            .containsAnyOf(spellings(mistake.path())));
        }
    }

    /** The place in a tuple is left out of a path. */
    private static String[] spellings(String path) {
        List<String> spellings = new ArrayList<>(List.of("." + path, " " + path));
        Matcher place = Pattern.compile("\\[\\d]").matcher(path);
        while (place.find()) {
            spellings.add("." + path.substring(0, place.start()) + path.substring(place.end()));
        }
        return spellings.toArray(String[]::new);
    }

    @SuppressWarnings("unchecked")
    private static Heard<Object> subscribe(VenueStream stream, Subscription<?> subscription) {
        Heard<Object> heard = new Heard<>();
        stream.subscribe((Subscription<Object>) subscription, heard);
        return heard;
    }

    private static String frame(String channel, String data) {
        return channel.startsWith("explorer") ? data : Wire.frame(channel, data);
    }

    /** The data with each of its values in turn replaced by one of another kind. */
    private static List<Mistake> mistakes(String channel, String data) {
        List<String> paths = new ArrayList<>();
        collect("", ScriptedVenue.tree(data), paths);
        return paths.stream()
                .filter(path -> !ANYTHING.getOrDefault(channel, List.of()).contains(path))
                .filter(path -> !channel.startsWith("explorer") || !path.isEmpty()) // no list: not a frame of theirs
                .map(path -> new Mistake(path, spoilt(data, path)))
                .toList();
    }

    private static void collect(String path, JsonNode node, List<String> paths) {
        paths.add(path);
        if (node.isArray()) {
            for (int n = 0; n < node.size(); n++) {
                collect(path + "[" + n + "]", node.get(n), paths);
            }
        } else {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), paths));
        }
    }

    private static String spoilt(String data, String path) {
        JsonNode root = ScriptedVenue.tree(data);
        return spoil("", root, path).toString();
    }

    /** A list for an object, an object for all else. */
    private static JsonNode spoil(String here, JsonNode node, String path) {
        if (here.equals(path)) {
            JsonNodeFactory factory = JsonNodeFactory.instance;
            return node.isObject()
                    ? factory.arrayNode().add(true)
                    : factory.objectNode().put("wrong", true);
        }
        if (node instanceof ArrayNode array) {
            for (int n = 0; n < array.size(); n++) {
                array.set(n, spoil(here + "[" + n + "]", array.get(n), path));
            }
        } else if (node instanceof ObjectNode object) {
            List.copyOf(object.properties())
                    .forEach(field -> object.set(
                            field.getKey(),
                            spoil(
                                    here.isEmpty() ? field.getKey() : here + "." + field.getKey(),
                                    field.getValue(),
                                    path)));
        }
        return node;
    }
}
