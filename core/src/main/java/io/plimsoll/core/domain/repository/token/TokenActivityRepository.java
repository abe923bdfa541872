package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.HourlyActivity;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenWallet;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the transfers of a token come to, and which wallets took part in them. All of it is made by {@link #rollUp}; run that
 * after the transfers have come in. Implementations are thread-safe; each call is one transaction.
 */
public interface TokenActivityRepository {
    /**
     * Brings hours, days, weeks and wallets up to date: from the day before the newest one that is rolled up, so that a
     * reorganisation may reach back over midnight. Repeating it changes nothing.
     *
     * @throws RepositoryException UNSTORABLE if a sum has more than 78 digits, as it may with a contract that invents its transfers
     */
    void rollUp(TokenId token);

    /**
     * Makes hours, days, weeks and wallets anew out of the transfers and payments from {@code from} on; the totals go on from the
     * day before. For transfers of older blocks that came in late. Days whose transfers, weeks whose payments, or days that
     * were themselves deleted as too old stay as they are.
     *
     * @param from first day, UTC; its whole week is made anew
     */
    void rollUp(TokenId token, LocalDate from);

    /**
     * The days of a token, newest first. Days without a transfer are not there.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<DailyActivity> days(TokenId token, PageRequest request);

    /** The days of a token with from ≤ day ≤ to, oldest first. */
    List<DailyActivity> days(TokenId token, LocalDate from, LocalDate to);

    /**
     * The hours of a token, newest first. Hours without a transfer are not there.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<HourlyActivity> hours(TokenId token, PageRequest request);

    /** The hours of a token with from ≤ start of the hour ≤ to, oldest first. */
    List<HourlyActivity> hours(TokenId token, Instant from, Instant to);

    /** Which of these wallets took part in a transfer of the token, and when each did first. */
    Map<Address, Instant> seen(TokenId token, Collection<Address> wallets);

    /**
     * All wallets that ever took part in a transfer of the token, by address. They outlive their transfers.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<TokenWallet> wallets(TokenId token, PageRequest request);

    /** Deletes the hours that start before {@code limit}, and says how many. */
    int deleteHoursOlderThan(Instant limit);

    /**
     * Deletes the days that had ended by {@code limit} and whose transfers are deleted too, and says how many. The newest of them
     * stays for each token, as the totals go on from there.
     */
    int deleteDaysOlderThan(Instant limit);
}
