package io.plimsoll.core.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serial;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * How wire records are read and written.
 *
 * <ul>
 *   <li>A component that is not marked {@link Nullable} must be there and must not be null; a missing one is an error that
 *       names it, never a silent zero.
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
            return component == null || isNullable(component)
                    ? super.findSetterInfo(member)
                    : JsonSetter.Value.forValueNulls(Nulls.FAIL);
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
    }
}
