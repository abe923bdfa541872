package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.hyperliquid.internal.ActionMapping;
import io.plimsoll.hyperliquid.internal.MsgpackGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Actions to and from their two forms. */
final class ActionJson {
    private static final ObjectMapper CANONICAL = mapper(true);
    private static final ObjectMapper AS_GIVEN = mapper(false);
    private static final ObjectWriter CANONICAL_WRITER = CANONICAL.writer();

    private ActionJson() {}

    private static ObjectMapper mapper(boolean canonical) {
        ObjectMapper mapper = ActionMapping.newMapper(canonical);
        mapper.registerSubtypes(actions()
                .map(action -> new NamedType(
                        action, action.getAnnotation(JsonTypeName.class).value()))
                .toArray(NamedType[]::new));
        return mapper;
    }

    /** Every class of an action. */
    static Stream<Class<?>> actions() {
        return leaves(Action.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ActionJson::leaves)
                : Stream.of(type);
    }

    static Action<?> read(String json) {
        return read(json, Action.class);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return CANONICAL.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an action: " + e.getOriginalMessage(), e);
        }
    }

    static String asGiven(Object action) {
        try {
            return AS_GIVEN.writeValueAsString(action);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The tree that is signed and sent. */
    static ObjectNode tree(Object action) {
        return CANONICAL.valueToTree(action);
    }

    /** The bytes that are hashed. */
    static MsgpackGenerator pack(Action<?> action) {
        MsgpackGenerator generator = new MsgpackGenerator(CANONICAL);
        write(generator, action);
        return generator;
    }

    /** Writes an action as it is signed and sent. */
    static void write(JsonGenerator generator, Object action) {
        try {
            CANONICAL_WRITER.writeValue(generator, action);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the action", e);
        }
    }

    static JsonParser parser(String json) throws IOException {
        return CANONICAL.createParser(json);
    }

    static ObjectMapper canonical() {
        return CANONICAL;
    }
}
