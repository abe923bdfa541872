package io.plimsoll.core.domain.account;

import static io.plimsoll.core.domain.account.AccountMode.recognise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountModeTest {
    @Test
    void recognise_statedMode_isTaken() {
        assertThat(recognise(Optional.of("unifiedAccount"), true, false)).isEqualTo(AccountMode.UNIFIED);
        assertThat(recognise(Optional.of("portfolioMargin"), true, true)).isEqualTo(AccountMode.PORTFOLIO_MARGIN);
        assertThat(recognise(Optional.of("dexAbstraction"), false, false)).isEqualTo(AccountMode.DEX_ABSTRACTION);
        assertThat(recognise(Optional.of("disabled"), false, false)).isEqualTo(AccountMode.STANDARD);
    }

    @Test
    void recognise_defaultOrSilent_looksAtTheBalances() {
        assertThat(recognise(Optional.of("default"), false, false)).isEqualTo(AccountMode.STANDARD);
        assertThat(recognise(Optional.of("default"), true, false)).isEqualTo(AccountMode.UNIFIED);
        assertThat(recognise(Optional.empty(), true, false)).isEqualTo(AccountMode.UNIFIED);
        assertThat(recognise(Optional.empty(), true, true)).isEqualTo(AccountMode.PORTFOLIO_MARGIN);
    }

    @Test
    void recognise_anythingElse_isUnknownNotStandard() {
        assertThat(recognise(Optional.empty(), false, false)).isEqualTo(AccountMode.UNKNOWN);
        assertThat(recognise(Optional.of("somethingNew"), false, false)).isEqualTo(AccountMode.UNKNOWN);
        assertThat(recognise(Optional.of("somethingNew"), true, false)).isEqualTo(AccountMode.UNKNOWN);
        assertThat(recognise(Optional.of("disabled"), true, false)).isEqualTo(AccountMode.UNKNOWN);
    }

    @Test
    void monitoredAccount_overrideAndLabel() {
        Address main = Address.parse("0x" + "a1".repeat(20));
        Address evm = Address.parse("0x" + "b2".repeat(20));
        MonitoredAccount account =
                new MonitoredAccount(main, "", Set.of(Platform.HYPERCORE), Map.of(Platform.HYPEREVM, evm));

        assertThat(account.addressOn(Platform.HYPERCORE)).isEqualTo(main);
        assertThat(account.addressOn(Platform.HYPEREVM)).isEqualTo(evm);
        assertThat(account.label()).isEqualTo("0xa1a1…a1a1");
        assertThatIllegalArgumentException().isThrownBy(() -> new MonitoredAccount(main, "", Set.of(), Map.of()));
    }

    @Test
    void snapshot_refusesWhatTheStoreWouldRound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NearestLiquidation("BTC", new BigDecimal("1e-19"), BigDecimal.ONE))
                .withMessageContaining("NUMERIC(38,18)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NearestLiquidation("BTC", new BigDecimal("1e20"), BigDecimal.ONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountSnapshot(
                        Address.ZERO,
                        Instant.EPOCH.plusSeconds(300),
                        Instant.EPOCH,
                        AccountMode.STANDARD,
                        "OK",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }
}
