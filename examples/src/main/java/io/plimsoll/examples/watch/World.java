package io.plimsoll.examples.watch;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.pyth.PythClient;
import java.util.List;

/** What the demo watches, and through which clients. */
interface World extends AutoCloseable {
    /** One line for people: where these accounts come from. */
    String description();

    /** The accounts, in the order of the table. */
    List<MonitoredAccount> accounts();

    /** The venue. */
    HyperliquidClient venue();

    /** The oracle. */
    PythClient oracle();

    /** Lets time pass between two passes. */
    void tick();

    @Override
    void close();
}
