package io.plimsoll.evm.abi;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter of an event as it is declared.
 *
 * @param name empty for members of tuples that have none
 * @param base the type without array brackets, such as {@code uint256}; {@code tuple} with {@code members}
 * @param members of a tuple
 * @param arrays sizes of its array brackets from left to right, -1 for {@code []}
 */
record AbiParameter(String name, boolean indexed, String base, List<AbiParameter> members, List<Integer> arrays) {
    private static final Pattern TYPE = Pattern.compile(
            "(address|bool|string|bytes(?:[1-9]|[12]\\d|3[0-2])?|u?int(?:\\d{1,3})?|tuple)((?:\\[\\d*])*)");
    private static final Pattern BRACKET = Pattern.compile("\\[(\\d*)]");
    private static final int DYNAMIC = -1;

    static List<AbiParameter> parseList(String list) {
        List<AbiParameter> parameters = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= list.length(); i++) {
            char c = i == list.length() ? ',' : list.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                String one = list.substring(from, i).strip();
                if (!one.isEmpty() || !list.isBlank()) {
                    parameters.add(parse(one));
                }
                from = i + 1;
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("brackets do not match in '" + list + "'");
        }
        return List.copyOf(parameters);
    }

    private static AbiParameter parse(String text) {
        List<AbiParameter> members = List.of();
        String rest = text;
        if (text.startsWith("(")) {
            int close = text.lastIndexOf(')');
            members = parseList(text.substring(1, close));
            rest = "tuple" + text.substring(close + 1);
        }
        String[] words = rest.split("\\s+", -1);
        boolean indexed = words.length > 1 && words[1].equals("indexed");
        Matcher type = TYPE.matcher(words[0]);
        if (!type.matches() || words.length > (indexed ? 3 : 2) || words[0].startsWith("tuple") == members.isEmpty()) {
            throw new IllegalArgumentException("a parameter is declared as 'type [indexed] name', got '" + text + "'");
        }
        String base =
                type.group(1).equals("uint") || type.group(1).equals("int") ? type.group(1) + "256" : type.group(1);
        requireSize(base, text);
        List<Integer> arrays = new ArrayList<>();
        Matcher bracket = BRACKET.matcher(type.group(2));
        while (bracket.find()) {
            arrays.add(bracket.group(1).isEmpty() ? DYNAMIC : Integer.parseInt(bracket.group(1)));
        }
        String name = words.length > (indexed ? 2 : 1) ? words[words.length - 1] : "";
        return new AbiParameter(name, indexed, base, members, List.copyOf(arrays));
    }

    private static void requireSize(String base, String text) {
        if (base.startsWith("uint") || base.startsWith("int")) {
            int bits = bits(base);
            if (bits == 0 || bits > 256 || bits % 8 != 0) {
                throw new IllegalArgumentException("no such type in '" + text + "'");
            }
        }
    }

    private static int bits(String base) {
        return Integer.parseInt(base.substring(base.indexOf('t') + 1));
    }

    /** As it stands in a signature. */
    String canonical() {
        StringBuilder text = new StringBuilder(
                members.isEmpty()
                        ? base
                        : "("
                                + String.join(
                                        ",",
                                        members.stream()
                                                .map(AbiParameter::canonical)
                                                .toList()) + ")");
        arrays.forEach(
                size -> text.append('[').append(size == DYNAMIC ? "" : size).append(']'));
        return text.toString();
    }

    /** What it is asked for as: address, bool, string, bytes, fixedBytes, uint, int, tuple or array. */
    String kind() {
        if (!arrays.isEmpty()) {
            return "array";
        }
        if (base.startsWith("uint")) {
            return "uint";
        }
        if (base.startsWith("int")) {
            return "int";
        }
        return base.startsWith("bytes") && base.length() > 5 ? "fixedBytes" : base;
    }

    boolean isDynamic() {
        return arrays.contains(DYNAMIC)
                || base.equals("string")
                || base.equals("bytes")
                || members.stream().anyMatch(AbiParameter::isDynamic);
    }

    boolean fitsOneWord() {
        return arrays.isEmpty() && members.isEmpty() && !isDynamic();
    }

    /** Whether it is an array of a length that its type says. */
    boolean hasFixedLength() {
        return !arrays.isEmpty() && arrays.get(arrays.size() - 1) != DYNAMIC;
    }

    /** That length. */
    int fixedLength() {
        return arrays.get(arrays.size() - 1);
    }

    /** What an array is an array of. */
    AbiParameter element() {
        return new AbiParameter("", false, base, members, arrays.subList(0, arrays.size() - 1));
    }

    /** Bytes of a value that fits one word. */
    int byteLength() {
        return switch (kind()) {
            case "address" -> 20;
            case "bool" -> 1;
            case "fixedBytes" -> Integer.parseInt(base.substring(5));
            default -> bits(base) / Byte.SIZE;
        };
    }

    /** Words that it takes in the head. */
    int headWords() {
        if (isDynamic()) {
            return 1;
        }
        int words = members.isEmpty()
                ? 1
                : members.stream().mapToInt(AbiParameter::headWords).sum();
        for (int size : arrays) {
            words *= size;
        }
        return words;
    }

    /**
     * Whether the data has a value of this type at a word: in range, and of what is dynamic the pointer leads to as many bytes as it
     * says. Elements of dynamic arrays and tuples are checked when they are read.
     */
    boolean holds(AbiData data, int word) {
        try {
            if (fitsOneWord()) {
                return holdsWord(data, word);
            }
            if (!isDynamic()) {
                return holdsStatic(data, word);
            }
            AbiData tail = data.at(word);
            if (kind().equals("string") || kind().equals("bytes")) {
                tail.dynamicBytes();
            } else if (!arrays.isEmpty() && arrays.get(arrays.size() - 1) == DYNAMIC) {
                int length = tail.smallInt(0);
                return length >= 0 && length < tail.words();
            }
            return true;
        } catch (MalformedResponse tooShort) {
            return false;
        }
    }

    private boolean holdsStatic(AbiData data, int word) {
        int count = 1;
        for (int size : arrays) {
            count *= size;
        }
        AbiParameter element = new AbiParameter(name, indexed, base, members, List.of());
        int at = word;
        for (int i = 0; i < count; i++) {
            if (members.isEmpty()) {
                if (!element.holdsWord(data, at++)) {
                    return false;
                }
            } else {
                for (AbiParameter member : members) {
                    if (!member.holds(data, at)) {
                        return false;
                    }
                    at += member.headWords();
                }
            }
        }
        return true;
    }

    private boolean holdsWord(AbiData data, int word) {
        return switch (kind()) {
            case "address" -> data.unsigned(word).bitLength() <= 160;
            case "bool" -> data.unsigned(word).bitLength() <= 1;
            case "uint" -> data.unsigned(word).bitLength() <= bits(base);
            case "int" -> data.signed(word).bitLength() < bits(base);
            case "fixedBytes" -> isPadded(data.unsigned(word), Integer.parseInt(base.substring(5)));
            default -> throw new IllegalStateException(base + " takes more than a word");
        };
    }

    private static boolean isPadded(BigInteger value, int bytes) {
        return value.signum() == 0 || value.getLowestSetBit() >= (AbiData.WORD - bytes) * 8;
    }
}
