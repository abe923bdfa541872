package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which types are read without Jackson: records with {@link ReadBy}, lists of them, and decimals by name. Thread-safe. */
final class QuickReaders {
    private static final int USUAL_LIST = 20;
    private static final WireReader<?> NONE = in -> {
        throw JsonScanner.refuse();
    };
    private static final Map<JavaType, WireReader<?>> READERS = new ConcurrentHashMap<>();

    private QuickReaders() {}

    /** The reader of a type; null if it has none. */
    @SuppressWarnings("unchecked")
    static <T> @Nullable WireReader<T> find(JavaType type) {
        WireReader<?> reader = READERS.get(type);
        if (reader == null) {
            reader = READERS.computeIfAbsent(type, QuickReaders::choose);
        }
        return reader == NONE ? null : (WireReader<T>) reader;
    }

    /** The reader that a record names; null if it names none. */
    @SuppressWarnings("unchecked")
    static <T> @Nullable WireReader<T> find(Class<T> type) {
        WireReader<?> reader = declared(type);
        return reader == NONE ? null : (WireReader<T>) reader;
    }

    private static WireReader<?> choose(JavaType type) {
        if (type.hasRawClass(List.class)) {
            WireReader<?> elements = declared(type.getContentType().getRawClass());
            return elements == NONE ? NONE : in -> in.list(elements, USUAL_LIST);
        }
        if (type.hasRawClass(Map.class)
                && type.getKeyType().hasRawClass(String.class)
                && type.getContentType().hasRawClass(BigDecimal.class)) {
            return JsonScanner::decimalsByName;
        }
        return declared(type.getRawClass());
    }

    private static WireReader<?> declared(Class<?> type) {
        ReadBy by = type.getAnnotation(ReadBy.class);
        if (by == null) {
            return NONE;
        }
        try {
            Constructor<? extends WireReader<?>> constructor = by.value().getDeclaredConstructor();
            constructor.setAccessible(true); // readers stay out of the API
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(by.value().getName() + " needs a constructor without parameters", e);
        }
    }
}
