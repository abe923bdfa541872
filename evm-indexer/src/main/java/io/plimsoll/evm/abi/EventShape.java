package io.plimsoll.evm.abi;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * How the logs of an event look: its declaration in Solidity's words, which gives the first topic and where each parameter is.
 *
 * <pre>{@code
 * static final EventShape TRANSFER =
 *         EventShape.parse("Transfer(address indexed from, address indexed to, uint256 value)");
 * static final EventDecoder<TokenTransfer> DECODER = TRANSFER.decoder((log, fields) -> new TokenTransfer(
 *         log.at(), log.contract(), fields.address("from"), fields.address("to"), fields.unsigned("value")));
 * }</pre>
 *
 * Immutable.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html#events">ABI specification: events</a>
 */
public final class EventShape {
    private final String signature;
    private final Bytes32 topic;
    private final List<AbiParameter> parameters;
    private final int indexed;
    private final int headWords;
    private final boolean dynamic;

    private EventShape(String name, List<AbiParameter> parameters) {
        this.signature = name + "("
                + String.join(
                        ",", parameters.stream().map(AbiParameter::canonical).toList())
                + ")";
        this.topic = Bytes32.of(Keccak256.hash(signature.getBytes(StandardCharsets.UTF_8)));
        this.parameters = parameters;
        this.indexed = (int) parameters.stream().filter(AbiParameter::indexed).count();
        List<AbiParameter> inData =
                parameters.stream().filter(parameter -> !parameter.indexed()).toList();
        this.headWords = inData.stream().mapToInt(AbiParameter::headWords).sum();
        this.dynamic = inData.stream().anyMatch(AbiParameter::isDynamic);
    }

    /**
     * The shape of an event that is declared so: {@code Name(type [indexed] name, …)}, tuples as {@code (type name, …)}. Every
     * parameter has a name.
     *
     * @throws IllegalArgumentException if the text is no such declaration, two parameters have one name, or more than three are indexed
     */
    public static EventShape parse(String declaration) {
        int open = declaration.indexOf('(');
        if (open < 1
                || !declaration.endsWith(")")
                || !declaration.substring(0, open).matches("[A-Za-z_$][\\w$]*")) {
            throw new IllegalArgumentException(
                    "an event is declared as Name(type indexed name, …), got '" + declaration + "'");
        }
        List<AbiParameter> parameters =
                AbiParameter.parseList(declaration.substring(open + 1, declaration.length() - 1));
        Set<String> names = new HashSet<>();
        for (AbiParameter parameter : parameters) {
            if (parameter.name().isEmpty() || !names.add(parameter.name())) {
                throw new IllegalArgumentException(
                        "parameters have a name each, got '" + parameter.name() + "' in '" + declaration + "'");
            }
        }
        EventShape shape = new EventShape(declaration.substring(0, open), parameters);
        if (shape.indexed > 3) {
            throw new IllegalArgumentException(
                    "at most three parameters are indexed, got " + shape.indexed + " in '" + declaration + "'");
        }
        return shape;
    }

    /** Name and types without names, such as {@code Transfer(address,address,uint256)}: what the first topic is the hash of. */
    public String signature() {
        return signature;
    }

    /** Keccak-256 of the signature. */
    public Bytes32 topic() {
        return topic;
    }

    /**
     * The parameters of a log; empty if the log is of another shape: another first topic, another number of topics, data of another
     * length, or a value that is none of its type.
     */
    public Optional<LogFields> fields(ChainLog log) {
        int words = log.data().length / AbiData.WORD;
        if (log.topics().size() != indexed + 1
                || !log.topics().get(0).equals(topic)
                || words < headWords
                || (!dynamic && log.data().length != headWords * AbiData.WORD)) {
            return Optional.empty();
        }
        AbiData data = new AbiData(signature, log.data());
        List<LogFields.Field> fields = new ArrayList<>(parameters.size());
        int topicIndex = 1;
        int word = 0;
        for (AbiParameter parameter : parameters) {
            if (parameter.indexed()) {
                Bytes32 value = log.topics().get(topicIndex++);
                // of what is longer than a word, a topic has only the hash
                AbiData topicData = new AbiData(signature, value.toBytes());
                if (parameter.fitsOneWord() && !parameter.holds(topicData, 0)) {
                    return Optional.empty();
                }
                fields.add(new LogFields.Field(parameter, topicData, 0));
            } else {
                if (!parameter.holds(data, word)) {
                    return Optional.empty();
                }
                fields.add(new LogFields.Field(parameter, data, word));
                word += parameter.headWords();
            }
        }
        return Optional.of(new LogFields(signature, fields));
    }

    /**
     * A decoder of the logs of this shape.
     *
     * @param event makes the event of a log and its parameters
     */
    public <E extends ChainEvent> EventDecoder<E> decoder(BiFunction<ChainLog, LogFields, E> event) {
        return new EventDecoder<>() {
            @Override
            public Bytes32 topic() {
                return topic;
            }

            @Override
            public Optional<E> decode(ChainLog log) {
                return fields(log).map(fields -> event.apply(log, fields));
            }

            @Override
            public String toString() {
                return signature;
            }
        };
    }

    /** The signature. */
    @Override
    public String toString() {
        return signature;
    }
}
