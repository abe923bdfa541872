package io.plimsoll.core.testing.repository.index;

import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.payment;
import static io.plimsoll.core.testing.repository.token.TokenSamples.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transfers and payments that an index finds are those of the token store. */
public abstract class TokenIndexContract {
    private static final IndexId INDEX = new IndexId(TOKEN.chain(), "transfers");
    private static final PageRequest ALL = PageRequest.first(100);

    /** A store without anything, and then the same again. */
    protected abstract TokenStore tokens();

    /** An index that writes to it. */
    protected abstract IndexRepository index();

    @Test
    void commit_ofTransfersAndPayments_isInTheTokenStore() {
        TokenStore tokens = tokens();
        TokenTransfer mint = transfer(TOKEN, 10, 0, "2026-03-02T10:00:00Z", 0, 1, 500);
        TokenTransfer sent = transfer(TOKEN, 11, 1, "2026-03-02T10:00:01Z", 1, 2, 200);
        TokenTransfer other = transfer(OTHER, 11, 3, "2026-03-02T10:00:01Z", 5, 6, 7);
        TokenPayment paid = payment(TOKEN, 11, 2, "2026-03-02T10:00:01Z", 200);
        List<ChainEvent> events = List.of(other, paid, sent, mint);

        IndexBatch batch = IndexBatch.first(INDEX, events, sent.at().block());
        assertThat(index().commit(batch).stored()).isTrue();
        assertThat(index().commit(batch).stored()).isFalse();
        tokens.activity().rollUp(TOKEN);

        assertThat(tokens.transfers().page(TOKEN, ALL).items()).containsExactly(sent, mint);
        assertThat(tokens.transfers().page(OTHER, ALL).items()).containsExactly(other);
        assertThat(tokens.payments().page(TOKEN, ALL).items()).containsExactly(paid);
        assertThat(tokens.activity().days(TOKEN, ALL).items())
                .extracting(DailyActivity::transfers, DailyActivity::amount, DailyActivity::totalWallets)
                .containsExactly(tuple(1L, BigInteger.valueOf(200), 2L));
        assertThat(tokens.payments().weeks(TOKEN, ALL).items())
                .extracting(WeeklyPayments::payments)
                .containsExactly(1L);
    }

    @Test
    void commit_afterReorg_rollsUpWhatIsThenThere() {
        TokenStore tokens = tokens();
        TokenTransfer kept = transfer(TOKEN, 10, 0, "2026-03-02T10:00:00Z", 1, 2, 500);
        TokenTransfer orphaned = transfer(TOKEN, 11, 0, "2026-03-02T10:00:01Z", 1, 3, 200);
        TokenPayment unpaid = payment(TOKEN, 11, 1, "2026-03-02T10:00:01Z", 200);
        TokenTransfer instead = inAnotherVersion(transfer(TOKEN, 11, 0, "2026-03-02T10:00:01Z", 1, 4, 30));
        IndexRepository index = index();
        index.commit(IndexBatch.first(
                        INDEX, List.of(kept, orphaned, unpaid), orphaned.at().block())
                .withWindow(List.of(kept.at().block()), 10));
        tokens.activity().rollUp(TOKEN);

        IndexCommit commit = index.commit(IndexBatch.reorg(
                INDEX,
                orphaned.at().block(),
                kept.at().block(),
                List.of(instead),
                instead.at().block()));
        tokens.activity().rollUp(TOKEN);

        assertThat(commit.orphaned()).containsExactly(orphaned, unpaid);
        assertThat(tokens.transfers().page(TOKEN, ALL).items()).containsExactly(instead, kept);
        assertThat(tokens.payments().page(TOKEN, ALL).items()).isEmpty();
        assertThat(tokens.activity().days(TOKEN, ALL).items())
                .extracting(DailyActivity::amount)
                .containsExactly(BigInteger.valueOf(530));
        assertThat(tokens.activity().seen(TOKEN, List.of(orphaned.recipient(), instead.recipient())))
                .containsOnlyKeys(instead.recipient());
        assertThat(tokens.payments().weeks(TOKEN, ALL).items()).isEmpty();
    }

    private static TokenTransfer inAnotherVersion(TokenTransfer transfer) {
        LogRef at = transfer.at();
        BlockRef block = new BlockRef(
                at.block().number(),
                Bytes32.parse("0x" + "f".repeat(64)),
                at.block().time());
        return new TokenTransfer(
                new LogRef(at.chain(), block, at.transaction(), at.transactionIndex(), at.logIndex()),
                transfer.contract(),
                transfer.sender(),
                transfer.recipient(),
                transfer.amount());
    }
}
