package io.plimsoll.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the sources themselves. */
class HouseRulesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("plimsoll.root", "..")).toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "core", "hyperliquid-client", "pyth-client", "evm-indexer", "analytics", "persistence-jdbc", "examples");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^ *public (?:static |abstract |final |sealed |non-sealed )*(?:class|interface|record|enum) (\\w+)");
    private static final Pattern DOCUMENTED =
            // the parentheses of an annotation may nest twice
            Pattern.compile("(?s)\\*/\\s*(?:@\\w+(?:\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\))?"
                    + "\\s*(?://[^\\n]*\\s*)?)*$");

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }

    @Test
    void topLevel_isTheAgreedOne() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            Set<String> top = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("target"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> agreed = new TreeSet<>(MODULES);
            agreed.addAll(List.of("README.md", "pom.xml", "LICENSE", "CONTRIBUTING.md", "BENCHMARKS.md"));
            assertThat(agreed).containsAll(top);
            assertThat(top).containsAll(MODULES).contains("README.md", "pom.xml", "LICENSE", "CONTRIBUTING.md");
        }
    }

    @Test
    void everyPackage_isExplainedAndNullMarked() throws IOException {
        for (Path folder : sources().stream().map(Path::getParent).collect(Collectors.toSet())) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info))
                    .as(info.toString())
                    .startsWith("/**")
                    .contains("@NullMarked");
        }
    }

    @Test
    void everyPublicType_hasJavadoc() throws IOException {
        List<String> bare = new ArrayList<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            Matcher type = PUBLIC_TYPE.matcher(text);
            while (type.find()) {
                if (!DOCUMENTED
                        .matcher(text.substring(0, type.start()).stripTrailing())
                        .find()) {
                    bare.add(ROOT.relativize(source) + ": " + type.group(1));
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void fullyQualifiedNames_areImported() throws IOException {
        Pattern qualified = Pattern.compile(
                "(?m)^(?!import|package| *\\*| */\\*).*\\b(?:java|io\\.plimsoll|org|com)\\.[a-z]+(?:\\.[a-z0-9]+)*\\.[A-Z]");
        for (Path source : sources()) {
            String code = Files.readString(source)
                    // web3j's class has the same name as ours
                    .replace("org.web3j.abi.datatypes.Address(", "(")
                    .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                    .replaceAll("\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"", "\"\"");
            assertThat(qualified.matcher(code).find()).as(source.toString()).isFalse();
        }
    }

    @Test
    void versions_areOneEverywhere() throws IOException {
        String root = Files.readString(ROOT.resolve("pom.xml"));
        Matcher version = Pattern.compile("<artifactId>plimsoll</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(root);
        assertThat(version.find()).isTrue();
        for (String module : MODULES) {
            assertThat(Files.readString(ROOT.resolve(module).resolve("pom.xml")))
                    .contains("<artifactId>plimsoll</artifactId>")
                    .contains("<version>" + version.group(1) + "</version>");
        }
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(version.group(1));
    }
}
