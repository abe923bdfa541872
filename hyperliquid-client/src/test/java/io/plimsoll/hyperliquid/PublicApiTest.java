package io.plimsoll.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a caller sees is typed and exact: no JSON trees, no maps of anything, no binary floating point. */
class PublicApiTest {
    private static final Set<Class<?>> INEXACT = Set.of(double.class, float.class, Double.class, Float.class);
    private static final Set<String> OPEN_PACKAGES = Set.of("internal", "testing");

    @Test
    void publicSignatures_areTypedAndExact() throws Exception {
        Set<String> found = new TreeSet<>();
        int classes = 0;
        for (Class<?> type : publicClasses()) {
            classes++;
            uses(type).forEach((place, used) -> {
                if (isForbidden(used)) {
                    found.add(place + ": " + used.getTypeName());
                }
            });
        }
        assertThat(classes).as("public classes that were looked at").isGreaterThan(300);
        assertThat(found).isEmpty();
    }

    @Test
    void check_findsWhatItIsFor() throws Exception {
        record Sample(
                Map<String, List<Object>> map, List<Map<String, Object>> maps, List<? extends Double>[] numbers) {}

        assertThat(Arrays.stream(Sample.class.getRecordComponents())
                        .map(component -> isForbidden(component.getGenericType())))
                .containsExactly(false, true, true);
        assertThat(isForbidden(Class.forName("com.fasterxml.jackson.databind.node.ObjectNode")))
                .isTrue();
        assertThat(isForbidden(double[].class)).isTrue();
        assertThat(isForbidden(String.class)).isFalse();
    }

    private static List<Class<?>> publicClasses() throws IOException, ReflectiveOperationException {
        Path root = Path.of(HyperliquidClient.class
                .getResource(HyperliquidClient.class.getSimpleName() + ".class")
                .getPath());
        for (int n = 0; n < HyperliquidClient.class.getName().split("\\.").length; n++) {
            root = root.getParent();
        }
        List<String> names;
        Path classes = root;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .filter(name -> Arrays.stream(name.split("\\.")).noneMatch(OPEN_PACKAGES::contains))
                    .sorted()
                    .toList();
        }
        List<Class<?>> visible = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith("-info")) {
                continue;
            }
            Class<?> type = Class.forName(name, false, HyperliquidClient.class.getClassLoader());
            if (isVisible(type)) {
                visible.add(type);
            }
        }
        return visible;
    }

    private static boolean isVisible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** Every type in a signature, by where it stands. */
    private static Map<String, Type> uses(Class<?> type) {
        Map<String, Type> uses = new LinkedHashMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers())) {
                uses.put(type.getName() + "." + field.getName(), field.getGenericType());
            }
        }
        Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .filter(member -> !member.getName().equals("equals"))
                .forEach(member -> {
                    Type[] parameters = member.getGenericParameterTypes();
                    for (int n = 0; n < parameters.length; n++) {
                        uses.put(member.toGenericString() + " parameter " + n, parameters[n]);
                    }
                    if (member instanceof Method method) {
                        uses.put(member.toGenericString(), method.getGenericReturnType());
                    }
                });
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                uses.put(type.getName() + " component " + component.getName(), component.getGenericType());
            }
        }
        return uses;
    }

    private static boolean isForbidden(Type type) {
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? isForbidden(raw.getComponentType()) : INEXACT.contains(raw) || isTree(raw);
        }
        if (type instanceof GenericArrayType array) {
            return isForbidden(array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds(), wildcard.getLowerBounds())
                    .flatMap(Arrays::stream)
                    .anyMatch(PublicApiTest::isForbidden);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            boolean mapOfAnything = generic.getRawType() instanceof Class<?> raw
                    && Map.class.isAssignableFrom(raw)
                    && arguments.length == 2
                    && (arguments[1] == Object.class || arguments[1] instanceof WildcardType);
            return mapOfAnything
                    || isForbidden(generic.getRawType())
                    || Arrays.stream(arguments).anyMatch(PublicApiTest::isForbidden);
        }
        return false;
    }

    /** Nodes and parsers of Jackson; the annotations on wire records are no part of a signature. */
    private static boolean isTree(Class<?> raw) {
        return raw.getName().startsWith("com.fasterxml.jackson.");
    }
}
