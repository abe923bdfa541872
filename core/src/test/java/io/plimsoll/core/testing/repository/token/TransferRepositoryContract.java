package io.plimsoll.core.testing.repository.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.ELSEWHERE;
import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static io.plimsoll.core.testing.repository.token.TokenSamples.at;
import static io.plimsoll.core.testing.repository.token.TokenSamples.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.TransferRepository;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every {@link TransferRepository} keeps to. */
public abstract class TransferRepositoryContract {
    private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAXIMUM);

    /** A store with nothing in it. */
    protected abstract TokenStore empty();

    @Test
    void upsert_largestAmount_isKeptExactly() {
        TransferRepository transfers = empty().transfers();
        TokenTransfer mint = new TokenTransfer(
                at(TOKEN.chain(), Long.MAX_VALUE, Integer.MAX_VALUE, "2026-03-01T12:00:00Z"),
                TOKEN.contract(),
                Address.ZERO,
                address(1),
                LARGEST);
        TokenTransfer nothing = transfer(TOKEN, 0, 0, "1970-01-01T00:00:00Z", 1, 1, 0);

        transfers.upsert(List.of(nothing, mint));

        assertThat(transfers.page(TOKEN, ALL).items()).containsExactly(mint, nothing);
    }

    @Test
    void upsert_again_storesNothingTwice() {
        TransferRepository transfers = empty().transfers();
        List<TokenTransfer> all = List.of(
                transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 5),
                transfer(TOKEN, 1, 1, "2026-03-01T12:00:00Z", 2, 3, 5));
        transfers.upsert(all);

        transfers.upsert(all);

        assertThat(transfers.page(TOKEN, ALL).items()).containsExactly(all.get(1), all.get(0));
    }

    @Test
    void upsert_samePlace_replacesAndTheLastWins() {
        TransferRepository transfers = empty().transfers();
        transfers.upsert(List.of(transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 5)));
        TokenTransfer last = transfer(TOKEN, 1, 0, "2026-03-01T12:00:02Z", 4, 5, 7);

        transfers.upsert(List.of(transfer(OTHER, 1, 0, "2026-03-01T12:00:01Z", 3, 4, 6), last));

        assertThat(transfers.page(TOKEN, ALL).items()).containsExactly(last);
        assertThat(transfers.page(OTHER, ALL).items()).isEmpty();
    }

    @Test
    void upsert_samePlaceOnAnotherChain_isAnother() {
        TransferRepository transfers = empty().transfers();
        TokenTransfer here = transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 5);
        TokenTransfer there = transfer(ELSEWHERE, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 5);

        transfers.upsert(List.of(here, there));

        assertThat(transfers.page(TOKEN, ALL).items()).containsExactly(here);
        assertThat(transfers.page(ELSEWHERE, ALL).items()).containsExactly(there);
        assertThat(transfers.page(ELSEWHERE.chain(), address(1), ALL).items()).containsExactly(there);
    }

    @Test
    void upsert_moreThanABatchInAnyOrder_keepsAll() {
        TransferRepository transfers = empty().transfers();
        List<TokenTransfer> many = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            String time =
                    Instant.parse("2026-03-01T00:00:00Z").plusSeconds(i / 10).toString();
            many.add(transfer(TOKEN, i / 10, i % 10, time, i % 7, i % 11, i));
        }
        List<TokenTransfer> shuffled = new ArrayList<>(many);
        Collections.shuffle(shuffled, new Random(1));

        transfers.upsert(shuffled);

        Collections.reverse(many);
        assertThat(pages(request -> transfers.page(TOKEN, request), 1_000)).containsExactlyElementsOf(many);
    }

    @Test
    void deleteFrom_orphanedBlocks_leavesEarlierOnesAndOtherChains() {
        TransferRepository transfers = empty().transfers();
        TokenTransfer before = transfer(TOKEN, 9, 0, "2026-03-01T12:00:00Z", 1, 2, 5);
        TokenTransfer elsewhere = transfer(ELSEWHERE, 11, 0, "2026-03-01T12:00:00Z", 1, 2, 5);
        transfers.upsert(List.of(
                before,
                transfer(TOKEN, 10, 0, "2026-03-01T12:00:01Z", 1, 2, 5),
                transfer(OTHER, 11, 3, "2026-03-01T12:00:02Z", 1, 2, 5),
                elsewhere));

        assertThat(transfers.deleteFrom(TOKEN.chain(), 10)).isEqualTo(2);

        assertThat(transfers.page(TOKEN, ALL).items()).containsExactly(before);
        assertThat(transfers.page(OTHER, ALL).items()).isEmpty();
        assertThat(transfers.page(ELSEWHERE, ALL).items()).containsExactly(elsewhere);
        assertThat(transfers.deleteFrom(TOKEN.chain(), 10)).isZero();
    }

    @Test
    void page_whileTransfersComeIn_showsEachOnceNewestFirst() {
        TransferRepository transfers = empty().transfers();
        List<TokenTransfer> stored = new ArrayList<>();
        for (int block = 0; block < 7; block++) {
            // blocks within one second have one time
            String time = "2026-03-01T12:00:0" + block / 2 + "Z";
            stored.add(transfer(TOKEN, block, 0, time, 1, 2, block));
            stored.add(transfer(TOKEN, block, 1, time, 2, 1, block));
        }
        transfers.upsert(stored);
        Page<TokenTransfer> first = transfers.page(TOKEN, PageRequest.first(5));

        transfers.upsert(List.of(transfer(TOKEN, 7, 0, "2026-03-01T12:00:03Z", 1, 2, 9)));
        List<TokenTransfer> seen = new ArrayList<>(first.items());
        seen.addAll(pages(
                request -> transfers.page(
                        TOKEN,
                        request.after().isPresent()
                                ? request
                                : request.after(first.next().orElseThrow())),
                5));

        Collections.reverse(stored);
        assertThat(seen).containsExactlyElementsOf(stored);
    }

    @Test
    void page_ofAWallet_hasBothSidesOfAnyTokenAndOneToItselfOnce() {
        TransferRepository transfers = empty().transfers();
        List<TokenTransfer> ofOne = List.of(
                transfer(TOKEN, 5, 2, "2026-03-01T12:00:02Z", 1, 2, 5),
                transfer(OTHER, 5, 1, "2026-03-01T12:00:02Z", 3, 1, 5),
                transfer(TOKEN, 4, 0, "2026-03-01T12:00:01Z", 1, 1, 5),
                transfer(TOKEN, 3, 0, "2026-03-01T12:00:00Z", 0, 1, 5),
                transfer(TOKEN, 2, 0, "2026-03-01T12:00:00Z", 1, 0, 5));
        transfers.upsert(ofOne);
        transfers.upsert(List.of(transfer(TOKEN, 5, 0, "2026-03-01T12:00:02Z", 2, 3, 5)));

        for (int limit = 1; limit <= 6; limit++) {
            assertThat(pages(request -> transfers.page(TOKEN.chain(), address(1), request), limit))
                    .as("pages of " + limit)
                    .containsExactlyElementsOf(ofOne);
        }
    }

    @Test
    void page_cursorOfSomethingElse_isRefused() {
        TransferRepository transfers = empty().transfers();
        for (Cursor foreign : List.of(
                new Cursor("no cursor"),
                Cursor.of("one"),
                Cursor.of("x", "y"),
                Cursor.of("x", "y", "z"),
                Cursor.of(Long.toString(Long.MAX_VALUE), "1", "99999999999"))) {
            PageRequest request = PageRequest.first(10).after(foreign);

            assertThatIllegalArgumentException().as(foreign.text()).isThrownBy(() -> transfers.page(TOKEN, request));
            assertThatIllegalArgumentException()
                    .as(foreign.text())
                    .isThrownBy(() -> transfers.page(TOKEN.chain(), address(1), request));
        }
    }

    @Test
    void deleteOlderThan_inTheMiddleOfADay_leavesThatDayWhole() {
        TransferRepository transfers = empty().transfers();
        TokenTransfer morning = transfer(TOKEN, 2, 0, "2026-03-02T00:00:00Z", 1, 2, 5);
        transfers.upsert(List.of(
                transfer(TOKEN, 1, 0, "2026-03-01T23:59:59Z", 1, 2, 5),
                transfer(OTHER, 1, 1, "2026-03-01T23:59:59Z", 1, 2, 5),
                morning));

        assertThat(transfers.deleteOlderThan(Instant.parse("2026-03-02T18:00:00Z")))
                .isEqualTo(2);

        assertThat(transfers.page(TOKEN, ALL).items()).containsExactly(morning);
        assertThat(transfers.page(OTHER, ALL).items()).isEmpty();
    }

    private static <T> List<T> pages(Function<PageRequest, Page<T>> list, int limit) {
        List<T> all = new ArrayList<>();
        Page<T> page = list.apply(PageRequest.first(limit));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            assertThat(page.items()).hasSize(limit);
            page = list.apply(PageRequest.first(limit).after(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }
}
