package io.plimsoll.core.kit.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of settings. Component {@code pollInterval} under the prefix {@code watch} is the property {@code
 * watch.pollInterval} or, if that is not set, the variable {@code WATCH_POLL_INTERVAL}; if neither is, its {@link Default}; an
 * {@link Optional} may stay empty; anything else is missing. Blank is not set, but for a boolean's property, where it is true
 * ({@code -Dwatch.once}). All problems are told in one message, secrets hidden.
 *
 * <p>Types: String, int, long, boolean, BigDecimal, Duration ({@code 500ms, 5s, 2m, 1h, 7d}), URI, Path, enums (any case, {@code
 * -} for {@code _}), {@link Secret}, and of these {@link Optional} and {@link List} (comma-separated).
 */
public final class ConfigReader {
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            String.class, text -> text,
            int.class, Integer::valueOf,
            long.class, Long::valueOf,
            boolean.class, ConfigReader::parseBoolean,
            BigDecimal.class, BigDecimal::new,
            Duration.class, ConfigReader::parseDuration,
            URI.class, URI::create,
            Path.class, Path::of,
            Secret.class, Secret::new);

    private final Map<String, String> environment;
    private final Properties properties;

    /** A reader of these sources, for example {@code System.getenv()} and {@code System.getProperties()}. */
    public ConfigReader(Map<String, String> environment, Properties properties) {
        this.environment = Map.copyOf(environment);
        this.properties = properties;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException that names every setting that is missing or wrong, and what it should be
     */
    public <T extends Record> T read(String prefix, Class<T> type) {
        List<String> problems = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(prefix, components[i], problems);
        }
        if (problems.isEmpty()) {
            try {
                return construct(type, components, values);
            } catch (IllegalArgumentException invalid) {
                problems.add(String.valueOf(invalid.getMessage()));
            }
        }
        throw new IllegalArgumentException("settings: " + String.join("; ", problems));
    }

    private @Nullable Object value(String prefix, RecordComponent component, List<String> problems) {
        String property = prefix + "." + component.getName();
        String variable = variable(prefix) + "_" + variable(component.getName());
        String name = property + " or " + variable;
        Type type = component.getGenericType();
        Class<?> raw = component.getType();
        boolean optional = raw == Optional.class;
        boolean list = raw == List.class;
        Class<?> item = optional || list ? (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0] : raw;
        String text = Optional.ofNullable(properties.getProperty(property))
                .map(set -> raw == boolean.class && set.isBlank() ? "true" : set)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(set -> !set.isBlank())
                .or(() -> Optional.ofNullable(component.getAnnotation(Default.class))
                        .map(Default::value))
                .orElse(null);
        if (text == null) {
            if (!optional && !list) {
                problems.add(name + " is not set (" + item.getSimpleName() + ")");
            }
            return optional ? Optional.empty() : list ? List.of() : null;
        }
        try {
            if (list) {
                return Arrays.stream(text.split(","))
                        .map(part -> parse(item, part))
                        .toList();
            }
            Object parsed = parse(item, text);
            return optional ? Optional.of(parsed) : parsed;
        } catch (IllegalArgumentException wrong) {
            String shown = item == Secret.class ? "its value" : "'" + text + "'";
            problems.add(name + ": " + shown + " is not of type " + item.getSimpleName() + hint(item));
            return null;
        }
    }

    private static Object parse(Class<?> type, String text) {
        String value = text.strip();
        Function<String, Object> parser = PARSERS.get(type);
        if (parser != null) {
            return parser.apply(value);
        }
        if (type.isEnum()) {
            String constant = value.toUpperCase(Locale.ROOT).replace('-', '_');
            for (Object candidate : type.getEnumConstants()) {
                if (((Enum<?>) candidate).name().equals(constant)) {
                    return candidate;
                }
            }
            throw new IllegalArgumentException(value);
        }
        throw new IllegalStateException("settings cannot be of type " + type.getName());
    }

    private static String hint(Class<?> type) {
        if (type.isEnum()) {
            return ", one of " + Arrays.toString(type.getEnumConstants());
        }
        return type == Duration.class ? ", such as 500ms, 5s, 2m, 1h, 7d" : "";
    }

    private static boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration parseDuration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
            }
            return Duration.parse(lower.endsWith("d") ? "P" + lower : "PT" + lower);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** {@code pollInterval} and {@code poll.interval} both become {@code POLL_INTERVAL}. */
    private static String variable(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static <T> T construct(Class<T> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }
}
