package io.plimsoll.hyperliquid.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final JavaType MIDS = WireJson.type(new TypeReference<Map<String, BigDecimal>>() {});
    private static final JavaType NUMBER = WireJson.type(new TypeReference<Long>() {});

    private static Frame frame(String text) {
        return Frame.of("test", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"mids\",\"data\":{\"BTC\":\"1.5\"}}",
                "{\"data\":{\"BTC\":\"1.5\"},\"channel\":\"mids\"}",
                " {\n\t\"channel\" : \"mids\" ,\r\n \"data\" : { \"BTC\" : \"1.5\" } } ",
                "{\"channel\":\"mids\",\"data\":{\"BTC\":\"1.5\"} }",
                "{\"channel\":\"mids\",\"data\":{\"BTC\":\"1.5\"},\"seq\":{\"n\":[1]}}",
                "{\"seq\":\"}\",\"channel\":\"mids\",\"data\":{\"BTC\":\"1.5\"}}",
                "{\"channel\":\"\\u006dids\",\"data\":{\"BTC\":\"1.5\"}}",
            })
    void envelope_anySpelling_givesChannelAndData(String text) {
        assertThat(frame(text).<Map<String, BigDecimal>>read(MIDS)).isEqualTo(Map.of("BTC", new BigDecimal("1.5")));
        assertThat(frame(text).channel()).isEqualTo("mids");
        assertThat(frame(text).hasData()).isTrue();
        assertThat(frame(text).data().replaceAll("\\s", "")).isEqualTo("{\"BTC\":\"1.5\"}");
        Frame bytes = Frame.of("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(bytes.bytes(), bytes.dataOffset(), bytes.dataLength(), StandardCharsets.UTF_8))
                .isEqualTo(bytes.data());
    }

    @Test
    void data_ofAnyKind_areFound() {
        assertThat(frame("{\"channel\":\"a\",\"data\":7}").<Long>read(NUMBER)).isEqualTo(7);
        assertThat(frame("{\"channel\":\"a\",\"data\":null}").<Long>read(NUMBER))
                .isNull();
        assertThat(frame("{\"channel\":\"a\",\"data\":null}").hasData()).isTrue();
        assertThat(frame("{\"channel\":\"error\",\"data\":\"Invalid \\\"coin\\\" é\"}")
                        .data())
                .isEqualTo("\"Invalid \\\"coin\\\" é\"");
    }

    @Test
    void dataAbsent_isTold() {
        Frame pong = frame("{\"channel\":\"pong\"}");

        assertThat(pong.channel()).isEqualTo("pong");
        assertThat(pong.hasData()).isFalse();
        assertThat(pong.data()).isEmpty();
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> pong.read(NUMBER))
                .withMessageContaining("frame of pong has no data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Websocket connection established.",
                "[]",
                "null",
                "{}",
                "{\"data\":1}",
                "{\"channel\":1,\"data\":1}",
                "{\"channel\":null,\"data\":1}",
                "{\"channel\":\"a\",\"data\":}",
                "{\"channel\":\"a\",\"data\":1",
                "{\"channel\":\"a\",\"data\":1}}",
                "{\"channel\":\"a\",\"data\":1,}",
                "{\"channel\":\"a\",\"data\":1,\"data\":2}",
                "{\"channel\":\"a\",\"data\":1,\"channel\":\"b\"}",
                "{\"channel\":\"a\" \"data\":1}",
                "{\"channel\":\"a\",\"data\":01}",
                "{\"channel\":\"a\",\"data\":\"\t\"}",
                "{\"channel\":\"a\",\"data\":1}x",
            })
    void envelope_broken_isMalformed(String text) {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> frame(text).hasData())
                .withMessageContaining("channel");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> frame(text).read(NUMBER));
    }

    @Test
    void data_ofAnotherShape_areMalformedNamingChannelAndPath() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() ->
                        frame("{\"channel\":\"mids\",\"data\":{\"BTC\":\"x\"}}").read(MIDS))
                .withMessageContaining("frame of mids")
                .withMessageContaining("at BTC");
    }
}
