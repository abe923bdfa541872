package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random JSON for a wire type: as the venue writes it, or, with some probability at each place, somehow else. */
final class WireDocuments {
    private static final List<String> WORDS =
            List.of("BTC", "@107", "xyz:TSLA", "B", "A", "Open Long", "Auto-Deleveraging", "0x", "USDC", "kPEPE");
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-0.0",
            "7",
            "1.9",
            "-2.5",
            "1e3",
            "1E-7",
            "2147483648",
            "99999999999999999999",
            "123456789012345678",
            "1234567890123456789",
            "-9223372036854775808",
            "9223372036854775808",
            "\"\"",
            "\" \"",
            "\"null\"",
            "\"12\"",
            "\"-7.50\"",
            "\" 1.5 \"",
            "\"+3\"",
            "\".5\"",
            "\"5.\"",
            "\"1e5\"",
            "\"0x10\"",
            "\"NaN\"",
            "\"1_000\"",
            "\"٣\"",
            "\"a\\u0042\\n\\\"\\\\\\/\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"é€😀\"",
            "\"\\x\"",
            "[]",
            "{}",
            "[1]",
            "[null]",
            "{\"a\":[{\"b\":null}],\"c\":-1.5e+3}",
            "01",
            "1.",
            "+1",
            "NaN",
            "nul",
            "'a'",
            "");
    /**
     * The last ones never begin or continue a character of UTF-8, or would only in ways that it forbids. Without {@code 0xff}:
     * Jackson pads names with it in its table, and so takes one with such a byte for one it has seen without.
     */
    private static final byte[] BYTES = joined(
            "{}[]\":,\\ \n\t0123456789-+.eEtfnula\u0001\u0080é€😀".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xc0, (byte) 0xed, (byte) 0xa0, (byte) 0xf4, (byte) 0xf8, 0x7f, 0});

    private final Random random;
    private final double oddness;

    WireDocuments(Random random, double oddness) {
        this.random = random;
        this.oddness = oddness;
    }

    String of(JavaType type) {
        if (random.nextDouble() < oddness) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        return space() + usual(type) + space();
    }

    private String usual(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isRecord()) {
            return raw.isAnnotationPresent(JsonFormat.class) ? tuple(raw) : object(raw);
        }
        if (raw == List.class) {
            return IntStream.range(0, random.nextInt(4))
                    .mapToObj(n -> of(type.getContentType()))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (raw == Map.class) {
            return IntStream.range(0, random.nextInt(5))
                    .mapToObj(n -> key(word() + n) + ":" + of(type.getContentType()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (raw == BigDecimal.class) {
            return decimal();
        }
        if (raw == long.class || raw == Long.class) {
            return Long.toString(random.nextLong() >> 5 + random.nextInt(58));
        }
        if (raw == int.class || raw == Integer.class) {
            return Integer.toString(random.nextInt() >> random.nextInt(32));
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return Boolean.toString(random.nextBoolean());
        }
        if (raw == String.class) {
            return "\"" + word() + "\"";
        }
        throw new IllegalArgumentException("no documents of " + type);
    }

    private String tuple(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> random.nextDouble() >= oddness / 5)
                .map(component -> random.nextInt(4) == 0
                        ? "null"
                        : of(TypeFactory.defaultInstance().constructType(component.getGenericType())))
                .collect(Collectors.joining("," + space(), "[", space() + "]"));
    }

    private String object(Class<?> record) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (nullable ? random.nextInt(3) == 0 : random.nextDouble() < oddness / 5) {
                continue;
            }
            JavaType type = TypeFactory.defaultInstance().constructType(component.getGenericType());
            String value = nullable && random.nextInt(4) == 0 ? "null" : of(type);
            fields.add(key(component.getName()) + space() + ":" + value);
            if (random.nextDouble() < oddness / 5) {
                fields.add(key(component.getName()) + ":" + of(type));
            }
        }
        while (random.nextInt(4) == 0) {
            String value;
            do {
                value = ODD.get(random.nextInt(ODD.size()));
            } while (oddness == 0 && !isPlain(value));
            fields.add(key("unknown" + word()) + ":" + value);
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(fields, random);
        }
        return "{" + space() + String.join("," + space(), fields) + "}";
    }

    private static boolean isPlain(String json) {
        return !List.of("", "01", "1.", "+1", "NaN", "nul", "'a'", "\"\\x\"").contains(json);
    }

    private String key(String name) {
        if (random.nextDouble() < oddness / 3) {
            return "\"\\u%04x".formatted((int) name.charAt(0)) + name.substring(1) + "\"";
        }
        return "\"" + name + "\"" + space();
    }

    private String space() {
        return random.nextInt(12) == 0 ? List.of(" ", "\n", "\t ", "\r\n").get(random.nextInt(4)) : "";
    }

    private String word() {
        return switch (random.nextInt(8)) {
            case 0 -> "0x" + Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(4));
            case 1 -> random.nextInt(3) == 0 ? "Überzug-€😀" : "";
            default -> WORDS.get(random.nextInt(WORDS.size()));
        };
    }

    private String decimal() {
        String digits = digits(1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 9));
        int fraction = random.nextInt(10);
        String text = (random.nextInt(4) == 0 ? "-" : "") + digits + (fraction == 0 ? "" : "." + digits(fraction));
        return random.nextInt(5) > 0
                ? "\"" + text + "\""
                : text.replaceFirst("^(-?)0+(?=\\d)", "$1"); // a number has no leading zeros
    }

    private String digits(int count) {
        return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    /** Of the characters that decimals are made of, and near them, in any order. */
    static String anyDecimal(Random random) {
        String characters = "0123456789012345678901234567890123456789....--+eE /:\u0000é";
        String text = random.ints(random.nextInt(24), 0, random.nextInt(3) == 0 ? characters.length() : 44)
                .mapToObj(n -> characters.substring(n, n + 1))
                .collect(Collectors.joining());
        return random.nextBoolean() ? "\"" + text + "\"" : text;
    }

    /** With a byte replaced, left out or put in, a piece repeated, or the end cut off. */
    static byte[] damaged(Random random, byte[] json) {
        if (json.length == 0) {
            return json;
        }
        int at = random.nextInt(json.length);
        byte[] rest = Arrays.copyOfRange(json, at, json.length);
        byte[] start = Arrays.copyOf(json, at);
        byte wild = BYTES[random.nextInt(BYTES.length)];
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] replaced = json.clone();
                replaced[at] = wild;
                yield replaced;
            }
            case 1 -> joined(start, Arrays.copyOfRange(rest, 1, rest.length));
            case 2 -> joined(joined(start, new byte[] {wild}), rest);
            case 3 -> joined(joined(start, Arrays.copyOf(rest, random.nextInt(rest.length) + 1)), rest);
            default -> random.nextInt(4) == 0 ? start : json;
        };
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
