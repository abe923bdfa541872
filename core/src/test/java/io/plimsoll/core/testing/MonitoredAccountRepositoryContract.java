package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link MonitoredAccountRepository} must do. */
public abstract class MonitoredAccountRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));

    protected abstract MonitoredAccountRepository empty();

    @Test
    void upsert_thenFind_readsBackWithOverrides() {
        MonitoredAccountRepository repository = empty();
        MonitoredAccount account = new MonitoredAccount(
                ALICE, "Alice", Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of(Platform.HYPEREVM, BOB));

        repository.upsert(account);

        assertThat(repository.find(ALICE)).contains(account);
        assertThat(repository.find(BOB)).isEmpty();
    }

    @Test
    void upsert_sameAddressAgain_replaces() {
        MonitoredAccountRepository repository = empty();
        repository.upsert(new MonitoredAccount(
                ALICE, "old", Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of(Platform.HYPEREVM, BOB)));
        MonitoredAccount renamed = MonitoredAccount.onHyperCore(ALICE, "new");

        repository.upsert(renamed);

        assertThat(repository.all()).containsExactly(renamed);
    }

    @Test
    void all_isSortedByAddress() {
        MonitoredAccountRepository repository = empty();
        repository.upsert(MonitoredAccount.onHyperCore(BOB, ""));
        repository.upsert(MonitoredAccount.onHyperCore(ALICE, ""));

        assertThat(repository.all()).extracting(MonitoredAccount::address).containsExactly(ALICE, BOB);
    }
}
