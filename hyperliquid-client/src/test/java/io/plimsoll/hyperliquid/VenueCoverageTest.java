package io.plimsoll.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.exchange.Action;
import io.plimsoll.hyperliquid.info.ExplorerRequest;
import io.plimsoll.hyperliquid.info.InfoRequest;
import io.plimsoll.hyperliquid.ws.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every name of the venue's interface has a class that carries it and a row in this module's README. */
class VenueCoverageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)` \\| .+ \\|$");

    private record Name(String kind, String name) {
        /** The README's section that lists it. */
        String section() {
            return switch (kind) {
                case "info" -> "### Info requests";
                case "explorer" -> "### Explorer requests";
                case "action" -> "### Actions";
                case "channel" -> "### Channels";
                default -> throw new IllegalArgumentException(kind);
            };
        }

        String packageName() {
            String leaf = switch (kind) {
                case "info", "explorer" -> "info";
                case "action" -> "exchange";
                default -> "ws";
            };
            return VenueCoverageTest.class.getPackageName() + "." + leaf;
        }
    }

    private static List<Name> names() throws IOException {
        try (InputStream resource = VenueCoverageTest.class.getResourceAsStream("/venue-names.txt")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .map(words -> new Name(words[0], words[1]))
                    .toList();
        }
    }

    private static String section(String heading) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf(heading + "\n");
        assertThat(from).as(heading).isNotNegative();
        int to = readme.indexOf("\n#", from + 1);
        return readme.substring(from, to < 0 ? readme.length() : to);
    }

    @TestFactory
    Stream<DynamicTest> name_hasItsClassAndItsRow() throws IOException {
        return names().stream().map(name -> DynamicTest.dynamicTest(name.kind + " " + name.name, () -> check(name)));
    }

    private static void check(Name name) throws IOException, ReflectiveOperationException {
        Matcher row =
                Pattern.compile("(?m)^\\| `" + name.name + "` \\| `(\\w+)` \\|").matcher(section(name.section()));
        assertThat(row.find()).as("row of the README").isTrue();
        Class<?> type = Class.forName(name.packageName() + "." + row.group(1));
        assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
        if (name.kind.equals("action")) {
            assertThat(Action.class).isAssignableFrom(type);
            assertThat(type.getAnnotation(JsonTypeName.class).value()).isEqualTo(name.name);
        } else {
            assertThat(wireNames(type)).contains(name.name);
        }
    }

    /** What the factories of an endpoint or channel send as their type, and the channel that answers. */
    private static List<String> wireNames(Class<?> type) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (Method factory : type.getDeclaredMethods()) {
            if (factory.getName().equals("of") && Modifier.isPublic(factory.getModifiers())) {
                Object made = factory.invoke(
                        null,
                        Arrays.stream(factory.getParameterTypes())
                                .map(VenueCoverageTest::sample)
                                .toArray());
                if (made instanceof InfoRequest<?> request) {
                    names.add(request.type());
                } else if (made instanceof ExplorerRequest<?> request) {
                    names.add(request.type());
                } else if (made instanceof Subscription<?> subscription) {
                    names.add(subscription.type());
                    names.add(subscription.channelName());
                }
            }
        }
        return names;
    }

    private static Object sample(Class<?> parameter) {
        if (parameter == Address.class) {
            return Address.ZERO;
        }
        if (parameter == String.class) {
            return "0x" + "00".repeat(16);
        }
        if (parameter == int.class || parameter == Integer.class) {
            return 2;
        }
        if (parameter == long.class || parameter == Long.class) {
            return 2L;
        }
        if (parameter == boolean.class || parameter == Boolean.class) {
            return true;
        }
        if (List.class.isAssignableFrom(parameter)) {
            return List.of(Address.ZERO);
        }
        throw new IllegalArgumentException("no sample of " + parameter);
    }

    /** The other way round: a row that no name stands behind is out of date. */
    @Test
    void readme_listsNothingElse() throws IOException {
        TreeSet<String> known = new TreeSet<>(names().stream().map(Name::name).toList());
        Matcher rows = ROW.matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            assertThat(known).contains(rows.group(1));
        }
    }
}
