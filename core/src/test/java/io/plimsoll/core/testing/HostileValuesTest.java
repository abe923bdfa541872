package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HostileValuesTest {
    /** A row with something of everything. */
    record Row(int id, String text, Optional<BigDecimal> price, List<Part> parts, Map<String, Instant> times) {
        Row {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("text must not be empty");
            }
        }
    }

    /** A row within a row. */
    record Part(String name) {}

    private static final Row SAMPLE =
            new Row(1, "text", Optional.of(BigDecimal.ONE), List.of(new Part("a")), Map.of("key", Instant.EPOCH));

    @Test
    void variants_reachEveryLeaf_andLeaveOutWhatTheRecordRefuses() {
        List<HostileValues.Variant<Row>> variants = HostileValues.variants(SAMPLE);

        assertThat(variants)
                .extracting(variant -> variant.what().replaceAll(" = (?s).*", ""))
                .contains("id", "text", "price", "parts[0].name", "times.key", "times.value");
        assertThat(variants)
                .extracting(variant -> variant.value().text())
                .doesNotContain("")
                .contains("a\0b");
        assertThat(variants)
                .extracting(variant -> variant.value().parts().get(0).name())
                .contains("");
    }

    private static void judge(UnaryOperator<Row> stored) {
        Map<Integer, Row> rows = new HashMap<>();
        HostileValues.refusedOrKept(
                SAMPLE, row -> rows.put(row.id(), stored.apply(row)), row -> Optional.ofNullable(rows.get(row.id())));
    }

    @Test
    void refusedOrKept_passesWhatKeepsEverything() {
        judge(row -> row);
    }

    @Test
    void refusedOrKept_passesWhatRefusesAsUnstorable() {
        judge(row -> {
            if (row.text().indexOf('\0') >= 0) {
                throw new RepositoryException(Kind.UNSTORABLE, "NUL");
            }
            return row;
        });
    }

    @Test
    void refusedOrKept_findsWhatIsCut() {
        assertThatThrownBy(() -> judge(row -> new Row(
                        row.id(),
                        row.text().substring(0, Math.min(200, row.text().length())),
                        row.price(),
                        row.parts(),
                        row.times())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("text = \"long long");
    }

    @Test
    void refusedOrKept_findsWhatIsRounded() {
        assertThatThrownBy(() -> judge(row -> new Row(
                        row.id(),
                        row.text(),
                        row.price()
                                .map(price -> price.scale() > 18 && price.scale() < 30
                                        ? price.setScale(18, RoundingMode.HALF_EVEN)
                                        : price),
                        row.parts(),
                        row.times())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("price = 1E-19");
    }

    @Test
    void refusedOrKept_findsAnErrorThatIsNotOurs() {
        assertThatThrownBy(() -> judge(row -> {
                    if (row.text().contains("\uD800")) {
                        throw new IllegalStateException("from the driver");
                    }
                    return row;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was neither stored nor refused");
    }
}
