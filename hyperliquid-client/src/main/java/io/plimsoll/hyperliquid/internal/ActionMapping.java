package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.plimsoll.core.kit.http.JsonMapping;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How records of actions are read and written. Stricter than answers are read: what is left out or not understood would change
 * what is signed. Decimals are texts.
 */
public final class ActionMapping {
    /** Of a decimal that the venue takes. */
    private static final int MAX_DECIMALS = 8;

    private ActionMapping() {}

    /**
     * A new mapper.
     *
     * @param canonical true writes as the venue hashes: decimals without trailing zeros, addresses and other hex texts of their
     *     kind in lower case; false writes as it was given
     */
    public static ObjectMapper newMapper(boolean canonical) {
        SimpleModule module = new SimpleModule("actions");
        module.addDeserializer(BigDecimal.class, new ExactDecimal());
        module.addSerializer(BigDecimal.class, new DecimalText(canonical));
        if (canonical) {
            module.addSerializer(String.class, new LowerCaseAddresses());
        }
        return ((JsonMapper) JsonMapping.newMapper())
                .rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
                .addModule(module)
                .build();
    }

    /**
     * The text of a decimal as the venue hashes it: no exponent, no trailing zeros, no negative zero.
     *
     * @throws IllegalArgumentException if it has more than eight decimals
     */
    public static String canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
        if (stripped.scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException("a decimal of the venue has " + MAX_DECIMALS + " decimals at most, got "
                    + stripped.toPlainString());
        }
        return stripped.toPlainString();
    }

    private static final class DecimalText extends StdScalarSerializer<BigDecimal> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean canonical;

        DecimalText(boolean canonical) {
            super(BigDecimal.class);
            this.canonical = canonical;
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(canonical ? canonical(value) : value.toPlainString());
        }
    }

    /** Text whose every digit is kept, so that it can be written again as it was; anything else is refused. */
    private static final class ExactDecimal extends StdScalarDeserializer<BigDecimal> {
        @Serial
        private static final long serialVersionUID = 1L;

        ExactDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw context.wrongTokenException(
                        parser, BigDecimal.class, JsonToken.VALUE_STRING, "a decimal of an action is a text");
            }
            String text = parser.getText();
            BigDecimal value;
            try {
                value = new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw context.weirdStringException(text, BigDecimal.class, "not a decimal");
            }
            // bounds first: a short text may stand for a number of a billion digits
            if (Math.abs((long) value.scale()) > 1000 || !value.toPlainString().equals(text)) {
                throw context.weirdStringException(text, BigDecimal.class, "not written as a plain decimal");
            }
            return value;
        }
    }

    /** Addresses and client order ids are hashed in lower case. */
    private static final class LowerCaseAddresses extends StdScalarSerializer<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        LowerCaseAddresses() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(isAddress(text) ? text.toLowerCase(Locale.ROOT) : text);
        }

        private static boolean isAddress(String text) {
            return text.length() == 42
                    && text.startsWith("0x")
                    && text.chars().skip(2).allMatch(HexFormat::isHexDigit);
        }
    }
}
