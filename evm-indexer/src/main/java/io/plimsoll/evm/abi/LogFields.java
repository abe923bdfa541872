package io.plimsoll.evm.abi;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The parameters of one log, by their names. Values have been checked to be of their types; asking for a name that is not there, or
 * for a type that the parameter does not have, is an {@link IllegalArgumentException}. Immutable.
 */
public final class LogFields {
    private final String signature;
    private final List<Field> fields;

    record Field(AbiParameter parameter, AbiData data, int word) {}

    LogFields(String signature, List<Field> fields) {
        this.signature = signature;
        this.fields = List.copyOf(fields);
    }

    /** An {@code address}. */
    public Address address(String name) {
        Field field = field(name, "address");
        return field.data.address(field.word);
    }

    /** A {@code uint} of any size. */
    public BigInteger unsigned(String name) {
        Field field = field(name, "uint");
        return field.data.unsigned(field.word);
    }

    /** An {@code int} of any size. */
    public BigInteger signed(String name) {
        Field field = field(name, "int");
        return field.data.signed(field.word);
    }

    /**
     * A {@code uint} or {@code int} whose type is of at most 32 bits; a {@code uint32} must fit an int.
     *
     * @throws ArithmeticException if it does not fit an int
     */
    public int smallInt(String name) {
        Field field = find(name);
        return field.parameter.kind().equals("int")
                ? signed(name).intValueExact()
                : unsigned(name).intValueExact();
    }

    /** A {@code bool}. */
    public boolean bool(String name) {
        Field field = field(name, "bool");
        return field.data.bool(field.word);
    }

    /** A {@code bytes1} to {@code bytes32}, padded with zeros on the right; of an indexed string, array or tuple the hash. */
    public Bytes32 word(String name) {
        Field field = find(name);
        if (!field.parameter.kind().equals("fixedBytes")
                && (!field.parameter.indexed() || field.parameter.fitsOneWord())) {
            throw wrongType(name, "fixedBytes", field);
        }
        return field.data.word(field.word);
    }

    /** A {@code bytes} that is not indexed. */
    public byte[] bytes(String name) {
        return dynamic(name, "bytes").dynamicBytes();
    }

    /**
     * A {@code string} that is not indexed. Strangers may log any bytes: what is not UTF-8, and NUL, which no database takes as text,
     * is U+FFFD.
     */
    public String text(String name) {
        return new String(dynamic(name, "string").dynamicBytes(), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** A tuple or array that is not indexed: its words, of a dynamic array with the length first. */
    public AbiData data(String name) {
        Field field = find(name);
        if (field.parameter.indexed() || field.parameter.fitsOneWord()) {
            throw wrongType(name, "tuple or array", field);
        }
        return field.parameter.isDynamic() ? field.data.at(field.word) : field.data.from(field.word);
    }

    private AbiData dynamic(String name, String kind) {
        Field field = field(name, kind);
        if (field.parameter.indexed()) {
            throw new IllegalArgumentException(
                    name + " of " + signature + " is indexed: a log has only its hash, read it with word()");
        }
        return field.data.at(field.word);
    }

    private Field field(String name, String kind) {
        Field field = find(name);
        if (!field.parameter.kind().equals(kind)) {
            throw wrongType(name, kind, field);
        }
        return field;
    }

    private Field find(String name) {
        for (Field field : fields) {
            if (field.parameter.name().equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException("no parameter " + name + " in " + signature);
    }

    private IllegalArgumentException wrongType(String name, String asked, Field field) {
        return new IllegalArgumentException(
                name + " of " + signature + " is " + field.parameter.canonical() + ", asked for as " + asked);
    }
}
