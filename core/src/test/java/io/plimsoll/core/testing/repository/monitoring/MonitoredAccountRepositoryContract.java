package io.plimsoll.core.testing.repository.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.MonitoredAccountRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link MonitoredAccountRepository} must do. */
public abstract class MonitoredAccountRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));

    protected abstract MonitoringStore empty();

    @Test
    void upsert_thenFind_readsBackWithOverrides() {
        MonitoredAccountRepository repository = empty().accounts();
        MonitoredAccount account = new MonitoredAccount(
                ALICE, "Alice", Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of(Platform.HYPEREVM, BOB));

        repository.upsert(account);

        assertThat(repository.find(ALICE)).contains(account);
        assertThat(repository.find(BOB)).isEmpty();
    }

    @Test
    void upsert_sameAddressAgain_replaces() {
        MonitoredAccountRepository repository = empty().accounts();
        repository.upsert(new MonitoredAccount(
                ALICE, "old", Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of(Platform.HYPEREVM, BOB)));
        MonitoredAccount renamed = MonitoredAccount.onHyperCore(ALICE, "new");

        repository.upsert(renamed);

        assertThat(repository.all()).containsExactly(renamed);
    }

    @Test
    void all_isSortedByAddress() {
        MonitoredAccountRepository repository = empty().accounts();
        repository.upsert(MonitoredAccount.onHyperCore(BOB, ""));
        repository.upsert(MonitoredAccount.onHyperCore(ALICE, ""));

        assertThat(repository.all()).extracting(MonitoredAccount::address).containsExactly(ALICE, BOB);
    }

    @Test
    void upsertOfMany_sameAddressTwice_theLastCounts() {
        MonitoredAccountRepository repository = empty().accounts();
        MonitoredAccount last = new MonitoredAccount(ALICE, "b", Set.of(Platform.HYPEREVM), Map.of());

        repository.upsert(List.of(
                new MonitoredAccount(ALICE, "c", Set.of(Platform.HYPERCORE), Map.of(Platform.HYPERCORE, BOB)),
                MonitoredAccount.onHyperCore(BOB, ""),
                last));

        assertThat(repository.find(ALICE)).contains(last);
        assertThat(repository.all()).hasSize(2);
    }

    @Test
    void watchedOn_isPerPlatform_anOverrideAloneIsNoWatching() {
        MonitoredAccountRepository repository = empty().accounts();
        MonitoredAccount both = new MonitoredAccount(
                ALICE, "", Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of(Platform.HYPEREVM, BOB));
        MonitoredAccount core =
                new MonitoredAccount(BOB, "", Set.of(Platform.HYPERCORE), Map.of(Platform.HYPEREVM, ALICE));
        repository.upsert(List.of(core, both));

        assertThat(repository.watchedOn(Platform.HYPERCORE)).containsExactly(both, core);
        assertThat(repository.watchedOn(Platform.HYPEREVM)).containsExactly(both);
    }

    @Test
    void delete_saysWhetherItWasWatched() {
        MonitoredAccountRepository repository = empty().accounts();
        repository.upsert(MonitoredAccount.onHyperCore(ALICE, ""));

        assertThat(repository.delete(ALICE)).isTrue();
        assertThat(repository.delete(ALICE)).isFalse();
        assertThat(repository.find(ALICE)).isEmpty();
        assertThat(repository.all()).isEmpty();
    }

    @Test
    void page_byAddress_eachOnce() {
        MonitoredAccountRepository repository = empty().accounts();
        List<MonitoredAccount> accounts = IntStream.range(0, 5)
                .mapToObj(i -> new MonitoredAccount(
                        Address.parse(String.format("%040x", i)),
                        "account " + i,
                        Set.of(Platform.HYPERCORE, Platform.HYPEREVM),
                        Map.of()))
                .toList();
        repository.upsert(accounts);

        Page<MonitoredAccount> first = repository.page(PageRequest.first(2));
        Page<MonitoredAccount> second =
                repository.page(PageRequest.first(3).after(first.next().orElseThrow()));

        assertThat(first.items()).isEqualTo(accounts.subList(0, 2));
        assertThat(second.items()).isEqualTo(accounts.subList(2, 5));
        assertThat(second.next()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.page(PageRequest.first(3).after(Cursor.of("nobody"))));
    }
}
