package io.plimsoll.core.domain.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static io.plimsoll.core.testing.repository.token.TokenSamples.at;
import static io.plimsoll.core.testing.repository.token.TokenSamples.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTransferTest {
    private static final String TIME = "2026-03-01T12:00:00Z";

    @ParameterizedTest
    @CsvSource({
        "0,1,true,false,false",
        "1,0,false,true,false",
        "1,2,false,false,true",
        "1,1,false,false,true",
        "0,0,false,false,false"
    })
    void kind_byItsSides_isMintBurnOrBetweenWallets(
            long sender, long recipient, boolean mint, boolean burn, boolean betweenWallets) {
        TokenTransfer transfer = transfer(TOKEN, 1, 0, TIME, sender, recipient, 5);

        assertThat(transfer.isMint()).isEqualTo(mint);
        assertThat(transfer.isBurn()).isEqualTo(burn);
        assertThat(transfer.isBetweenWallets()).isEqualTo(betweenWallets);
    }

    @Property(tries = 50)
    void kind_ofAnySides_isAtMostOne(
            @ForAll @LongRange(max = 2) long sender, @ForAll @LongRange(max = 2) long recipient) {
        TokenTransfer transfer = transfer(TOKEN, 1, 0, TIME, sender, recipient, 5);
        int kinds = (transfer.isMint() ? 1 : 0) + (transfer.isBurn() ? 1 : 0) + (transfer.isBetweenWallets() ? 1 : 0);

        assertThat(kinds).isEqualTo(sender == 0 && recipient == 0 ? 0 : 1);
    }

    @Test
    void amount_thatNoContractHolds_isRefused() {
        for (BigInteger amount : new BigInteger[] {BigInteger.ONE.negate(), BigInteger.TWO.pow(256)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TokenTransfer(
                            at(TOKEN.chain(), 1, 0, TIME), TOKEN.contract(), address(1), address(2), amount))
                    .withMessageContaining(amount.toString());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TokenPayment(at(TOKEN.chain(), 1, 0, TIME), TOKEN.contract(), amount));
        }
    }

    @Test
    void token_ofATransfer_hasItsChain() {
        assertThat(transfer(TOKEN, 1, 0, TIME, 1, 2, 5).token())
                .isEqualTo(TOKEN)
                .hasToString("999:" + TOKEN.contract());
    }
}
