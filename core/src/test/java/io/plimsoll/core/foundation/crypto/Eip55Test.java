package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import org.junit.jupiter.api.Test;

class Eip55Test {
    private static final String CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    @Test
    void parse_rightChecksumOrOneCase_isAccepted() {
        Address address = Eip55.parse(CHECKSUMMED);

        assertThat(Eip55.format(address)).isEqualTo(CHECKSUMMED);
        assertThat(Eip55.parse(CHECKSUMMED.toLowerCase())).isEqualTo(address);
        assertThat(Eip55.parse("0x" + CHECKSUMMED.substring(2).toUpperCase())).isEqualTo(address);
    }

    @Test
    void parse_oneDigitTypedWrong_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Eip55.parse(CHECKSUMMED.replace("6053F", "6058F")))
                .withMessageContaining("wrong checksum");
    }
}
