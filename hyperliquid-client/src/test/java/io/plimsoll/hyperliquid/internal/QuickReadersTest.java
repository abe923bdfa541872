package io.plimsoll.hyperliquid.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.hyperliquid.info.Candle;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.info.PerpAssetCtx;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.internal.JsonScanner.Refused;
import io.plimsoll.hyperliquid.ws.AllMidsChannel;
import io.plimsoll.hyperliquid.ws.BboChannel;
import io.plimsoll.hyperliquid.ws.UserFillsChannel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The quick readers against Jackson: the same value, or both refuse. */
class QuickReadersTest {
    private static final ObjectMapper JACKSON = JsonMapping.newMapper();
    private static final List<JavaType> TYPES = List.of(
            WireJson.type(new TypeReference<L2Book>() {}),
            WireJson.type(new TypeReference<List<L2Book>>() {}),
            WireJson.type(new TypeReference<List<Trade>>() {}),
            WireJson.type(new TypeReference<List<UserFill>>() {}),
            WireJson.type(new TypeReference<UserFill>() {}),
            WireJson.type(new TypeReference<List<PerpAssetCtx>>() {}),
            WireJson.type(new TypeReference<List<Candle>>() {}),
            WireJson.type(new TypeReference<UserFillsChannel.Message>() {}),
            WireJson.type(new TypeReference<AllMidsChannel.Message>() {}),
            WireJson.type(new TypeReference<BboChannel.Message>() {}),
            WireJson.type(new TypeReference<Map<String, BigDecimal>>() {}));

    private static void assertSameAsJackson(JavaType type, byte[] json) {
        Object expected = null;
        boolean refused = false;
        try {
            expected = JACKSON.readerFor(type).readValue(json);
        } catch (IOException e) {
            refused = true;
        }
        String document = new String(json, StandardCharsets.UTF_8);
        byte[] framed = ("[ " + document + "]\"7\"").getBytes(StandardCharsets.UTF_8);
        boolean slice = Arrays.equals(document.getBytes(StandardCharsets.UTF_8), json);
        if (refused) {
            assertThatExceptionOfType(MalformedResponse.class)
                    .as(document)
                    .isThrownBy(() -> WireJson.read(type, json, 0, json.length, "test", "document"));
            return;
        }
        Object actual = WireJson.read(type, json, 0, json.length, "test", "document");
        assertThat(actual).as(document).isEqualTo(expected);
        assertThat(String.valueOf(actual)).as(document).isEqualTo(String.valueOf(expected)); // order of keys
        if (slice) { // what lies around the range has no part in it
            assertThat(WireJson.<Object>read(type, framed, 2, json.length, "test", "document"))
                    .as(document)
                    .isEqualTo(expected);
        }
    }

    private static boolean isQuick(JavaType type, byte[] json) {
        try {
            JsonScanner in = new JsonScanner(json, 0, json.length);
            QuickReaders.find(type).read(in);
            in.finish();
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    @Property(tries = 200)
    void usualDocument_isReadQuickly_asJacksonReadsIt(@ForAll long seed) {
        Random random = new Random(seed);
        for (JavaType type : TYPES) {
            byte[] json = new WireDocuments(random, 0).of(type).getBytes(StandardCharsets.UTF_8);
            assertThat(isQuick(type, json))
                    .as(new String(json, StandardCharsets.UTF_8))
                    .isTrue();
            assertSameAsJackson(type, json);
        }
    }

    @Property(tries = 1000)
    void unusualDocument_isReadAsJacksonReadsIt(@ForAll long seed) {
        Random random = new Random(seed);
        for (JavaType type : TYPES) {
            assertSameAsJackson(type, new WireDocuments(random, 0.05).of(type).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Property(tries = 1000)
    void damagedDocument_isReadAsJacksonReadsIt(@ForAll long seed) {
        Random random = new Random(seed);
        for (JavaType type : TYPES) {
            byte[] json =
                    new WireDocuments(random, random.nextInt(3) * 0.02).of(type).getBytes(StandardCharsets.UTF_8);
            for (int n = 0; n < 4; n++) {
                json = WireDocuments.damaged(random, json);
                assertSameAsJackson(type, json);
            }
        }
    }

    private record Envelope<T>(String channel, @Nullable T data) {}

    /** Whatever a frame gives, Jackson finds in it too; the frame may refuse more, such as a key that comes twice. */
    @Property(tries = 300)
    void frame_usualOrDamaged_givesWhatJacksonFinds(@ForAll long seed) {
        Random random = new Random(seed);
        for (JavaType type : TYPES) {
            String data = new WireDocuments(random, random.nextInt(3) * 0.02).of(type);
            String frame = random.nextInt(4) == 0
                    ? "{ \"extra\":[7], \"data\":" + data + ",\"channel\":\"some\"}"
                    : "{\"channel\":\"some\",\"data\":" + data + "}";
            byte[] json = frame.getBytes(StandardCharsets.UTF_8);
            for (int n = 0; n < 4; n++) {
                assertFrameSaysWhatJacksonFinds(type, json);
                json = WireDocuments.damaged(random, json);
            }
        }
    }

    private static void assertFrameSaysWhatJacksonFinds(JavaType type, byte[] json) {
        Object value;
        String channel;
        try {
            Frame frame = Frame.of("test", json);
            value = frame.read(type);
            channel = frame.channel();
        } catch (MalformedResponse refused) {
            return;
        }
        JavaType envelope = JACKSON.getTypeFactory().constructParametricType(Envelope.class, type);
        String document = new String(json, StandardCharsets.UTF_8);
        try {
            Envelope<?> expected = JACKSON.readerFor(envelope).readValue(json);
            assertThat(value).as(document).isEqualTo(expected.data());
            assertThat(channel).as(document).isEqualTo(expected.channel());
        } catch (IOException e) {
            throw new AssertionError("Jackson refuses " + document, e);
        }
    }

    @Property(tries = 5000)
    void decimal_anyText_isReadAsJacksonReadsIt(@ForAll long seed) {
        Random random = new Random(seed);
        JavaType type = TYPES.get(TYPES.size() - 1);
        String decimal = WireDocuments.anyDecimal(random);
        assertSameAsJackson(type, ("{\"a\":" + decimal + "}").getBytes(StandardCharsets.UTF_8));
        assertSameAsJackson(
                type, ("{\"a\":" + decimal + ",\"b\":\"12345678901234567890\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void zeroBytes_thatLookLikeAnotherEncoding_areMalformed() {
        for (JavaType type : TYPES) {
            for (byte[] json :
                    List.of(new byte[1], new byte[2], new byte[] {0, 0, 0, '{'}, new byte[] {0, '{', 0, 1})) {
                assertThatExceptionOfType(MalformedResponse.class)
                        .isThrownBy(() -> WireJson.read(type, json, 0, json.length, "test", "document"))
                        .withMessageContaining("document");
            }
        }
    }

    @Example
    void wrongValue_isNamedByItsPath() {
        String book =
                "{\"coin\":\"BTC\",\"time\":1,\"levels\":[[{\"px\":\"1\",\"sz\":\"2\",\"n\":1},{\"px\":\"1..2\",\"sz\":\"2\"}],[]]}";
        String missing = "{\"coin\":\"BTC\",\"time\":1,\"levels\":[[{\"px\":\"1\"}],[]]}";
        JavaType type = TYPES.get(0);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> read(type, book))
                .withMessageContaining("at levels[0][1].px");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> read(type, missing))
                .withMessageContaining("levels[0][0].sz");
    }

    @Example
    void deepNesting_inAnUnknownField_isNoStackOverflow() {
        JavaType type = TYPES.get(0);
        String start = "{\"coin\":\"BTC\",\"levels\":[],\"extra\":";

        assertThat(read(type, start + "[".repeat(900) + "]".repeat(900) + "}"))
                .isEqualTo(new L2Book("BTC", null, List.of(), null, null));
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> read(type, start + "[".repeat(100_000)));
    }

    private static Object read(JavaType type, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return WireJson.read(type, bytes, 0, bytes.length, "test", "document");
    }
}
