package io.plimsoll.core.domain.repository.token;

/** The repositories of tokens, over one database. Implementations are thread-safe. */
public interface TokenStore {
    /** The tokens that are followed. */
    TokenRepository tokens();

    /** Their transfers, as they are on the chain. */
    TransferRepository transfers();

    /** Payments in them, one by one and by week. */
    PaymentRepository payments();

    /** What their transfers come to by hour and day, and the wallets ever seen. */
    TokenActivityRepository activity();

    /** What they were worth. */
    TokenPriceRepository prices();

    /** Who held how much, day by day. */
    HolderRepository holders();
}
