package io.plimsoll.core.foundation.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressTest {
    private static final String TEXT = "0x52908400098527886E0F7030069857D2E4169EE7";

    @Test
    void parse_anyCaseAndPrefix_areEqual() {
        assertThat(Address.parse(TEXT))
                .isEqualTo(Address.parse(TEXT.toLowerCase()))
                .isEqualTo(Address.parse(TEXT.substring(2)))
                .hasSameHashCodeAs(Address.parse(TEXT.toLowerCase()))
                .hasToString(TEXT.toLowerCase());
    }

    @Test
    void parse_wrongLengthOrDigit_namesTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse("0x1234"))
                .withMessage("address must be 20 bytes of hex (40 digits), got: 0x1234");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse("0x" + "g".repeat(40)))
                .withMessageContaining("gggg");
    }

    @Property
    void of_anyBytes_roundTrips(@ForAll @Size(20) byte[] bytes) {
        assertThat(Address.of(bytes).toBytes()).isEqualTo(bytes);
        assertThat(Address.parse(Address.of(bytes).toString())).isEqualTo(Address.of(bytes));
    }

    @Property
    void hex_ofAnyBytes_isLowerCaseWithPrefix_andReadBack(@ForAll @Size(max = 70) byte[] bytes) {
        assertThat(Hex.encode(bytes)).isEqualTo("0x" + HexFormat.of().formatHex(bytes));
        assertThat(Hex.decode(Hex.encode(bytes))).isEqualTo(bytes);
    }

    /** Text that needs no change is taken as it is; one wrong character anywhere in it is still found. */
    @Test
    void parse_oneWrongCharacterAnywhere_isRefused() {
        String normal = TEXT.toLowerCase();
        for (int at = 2; at < normal.length(); at++) {
            for (char wrong : new char[] {'g', '/', ':', '`', '@', 'G', ' ', '\u0660'}) {
                String text = normal.substring(0, at) + wrong + normal.substring(at + 1);
                assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
            }
        }
    }

    @Test
    void decode_badHex_doesNotRepeatTheText() {
        String secret = "c0ffee00c0ffee00zz";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hex.decode(secret))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c0ffee"));
        assertThatIllegalArgumentException().isThrownBy(() -> Hex.decode("abc")).withMessageContaining("odd");
    }
}
