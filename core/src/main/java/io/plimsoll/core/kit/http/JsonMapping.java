package io.plimsoll.core.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.io.Serial;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How wire records are read and written.
 *
 * <ul>
 *   <li>A component that is not marked {@link Nullable} must be there and must not be null; a missing one is an error that
 *       names it, never a silent zero. The same goes for the elements of its lists and the values of its maps.
 *   <li>Unknown fields are ignored: venues add them without notice.
 *   <li>Numbers with a fraction become exact decimals.
 *   <li>Absent components are not written.
 * </ul>
 */
public final class JsonMapping {
    private JsonMapping() {}

    /** A new mapper with these rules. Thread-safe once configured. */
    public static ObjectMapper newMapper() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .annotationIntrospector(new NullMarkedRecords())
                .build();
    }

    /**
     * What to throw when a text is not the JSON that was expected: names the source, the place and the reason.
     *
     * @param source the name that errors carry
     * @param what was read, such as {@code answer}
     * @param excerpt how it begins, on one line
     */
    public static MalformedResponse malformed(String source, String what, JsonProcessingException e, String excerpt) {
        String where =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty() ? " at " + path(mapping) : "";
        return new MalformedResponse(
                source, what + " is not what was expected" + where + ": " + reason(e) + "; it begins: " + excerpt, e);
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        e.getPath()
                .forEach(step -> path.append(
                        step.getFieldName() == null
                                ? "[" + step.getIndex() + "]"
                                : (path.isEmpty() ? "" : ".") + step.getFieldName()));
        return path.toString();
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** Reads {@link Nullable} off record components, where Jackson itself sees no type annotations. */
    private static final class NullMarkedRecords extends JacksonAnnotationIntrospector {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            RecordComponent component = component(member);
            return component == null ? super.hasRequiredMarker(member) : Boolean.valueOf(!isNullable(component));
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated member) {
            RecordComponent component = component(member);
            return component == null
                    ? super.findSetterInfo(member)
                    : JsonSetter.Value.construct(
                            isNullable(component) ? Nulls.DEFAULT : Nulls.FAIL,
                            hasNonNullContent(component.getAnnotatedType()) ? Nulls.FAIL : Nulls.DEFAULT);
        }

        private static @Nullable RecordComponent component(Annotated member) {
            if (member instanceof AnnotatedParameter parameter
                    && parameter.getDeclaringClass().isRecord()) {
                RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
                // a creator with other parameters than the components (a factory method) keeps Jackson's own rules
                return parameter.getOwner().getParameterCount() == components.length
                        ? components[parameter.getIndex()]
                        : null;
            }
            return null;
        }

        private static boolean isNullable(RecordComponent component) {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }

        /** Jackson has one rule for all levels of a list of lists, so one place that may be null is enough. */
        private static boolean hasNonNullContent(AnnotatedType type) {
            return type instanceof AnnotatedParameterizedType generic
                    && Arrays.stream(generic.getAnnotatedActualTypeArguments())
                            .allMatch(content -> !content.isAnnotationPresent(Nullable.class)
                                    && (!(content instanceof AnnotatedParameterizedType)
                                            || hasNonNullContent(content)));
        }
    }
}
