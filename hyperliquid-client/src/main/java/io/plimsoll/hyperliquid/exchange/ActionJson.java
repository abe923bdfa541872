package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.plimsoll.hyperliquid.internal.ActionMapping;
import io.plimsoll.hyperliquid.internal.MsgpackGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Actions to and from their two forms. */
final class ActionJson {
    private static final ObjectMapper CANONICAL = mapper(true);
    private static final ObjectMapper AS_GIVEN = mapper(false);
    private static final ObjectWriter CANONICAL_WRITER = CANONICAL.writer();
    private static final ObjectWriter AS_GIVEN_WRITER = AS_GIVEN.writer();

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
        Action<?> action;
        try {
            action = CANONICAL.readValue(json, Action.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an action: " + e.getOriginalMessage(), e);
        }
        if (action == null) {
            throw new IllegalArgumentException("not an action: null");
        }
        return action;
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
        try (TokenBuffer tokens = new TokenBuffer(CANONICAL, false)) {
            write(CANONICAL_WRITER, tokens, action);
            return CANONICAL.readTree(tokens.asParser());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The bytes that are hashed. */
    static MsgpackGenerator pack(Action<?> action) {
        MsgpackGenerator generator = new MsgpackGenerator(CANONICAL);
        write(CANONICAL_WRITER, generator, action);
        return generator;
    }

    /** The bytes of an action with decimals and addresses as they were given: what somebody else may have signed. */
    static MsgpackGenerator packAsGiven(Action<?> action) {
        MsgpackGenerator generator = new MsgpackGenerator(AS_GIVEN);
        write(AS_GIVEN_WRITER, generator, action);
        return generator;
    }

    /** Writes an action as it is signed and sent. */
    static void write(JsonGenerator generator, Object action) {
        write(CANONICAL_WRITER, generator, action);
    }

    private static void write(ObjectWriter writer, JsonGenerator generator, Object action) {
        try {
            writer.writeValue(generator, action);
        } catch (JsonMappingException e) {
            String reason =
                    e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
            throw new IllegalArgumentException(path(e) + ": " + reason, e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    static JsonParser parser(String json) throws IOException {
        return CANONICAL.createParser(json);
    }

    static ObjectMapper canonical() {
        return CANONICAL;
    }
}
