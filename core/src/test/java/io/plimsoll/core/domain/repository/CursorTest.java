package io.plimsoll.core.domain.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Property
    void parts_areWhatItWasMadeOf(@ForAll @Size(max = 5) List<String> parts) {
        List<String> storable = parts.stream()
                .map(part -> part.codePoints()
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();

        Cursor cursor = Cursor.of(storable.toArray(String[]::new));

        assertThat(cursor.parts(storable.size())).isEqualTo(storable);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]*");
        assertThatIllegalArgumentException().isThrownBy(() -> cursor.parts(storable.size() + 1));
    }

    @Property
    void anyText_isPartsOrRefused(@ForAll String text) {
        try {
            assertThat(new Cursor(text).parts(1)).hasSize(1);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("cursor must be the one of the page before, got ");
        }
    }

    // not base64; "9:a"; ":a"; "-1:a"; "2147483647:a"; half a UTF-8 sequence
    @ParameterizedTest
    @ValueSource(strings = {"!", "OTph", "OmE", "LTE6YQ", "MjE0NzQ4MzY0NzphYQ", "MTrD"})
    void parts_ofSomethingElse_areRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(text).parts(1));
    }

    @Test
    void page_ofOneRowMore_hasANextOne() {
        PageRequest two = PageRequest.first(2);

        Page<String> first = Page.of(List.of("a", "b", "c"), two, Cursor::of);
        Page<String> last = Page.of(List.of("c", "d"), two.after(first.next().orElseThrow()), Cursor::of);

        assertThat(first.items()).containsExactly("a", "b");
        assertThat(first.next()).contains(Cursor.of("b"));
        assertThat(last).isEqualTo(new Page<>(List.of("c", "d"), Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(1001));
    }
}
