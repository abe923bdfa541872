package io.plimsoll.examples.watch;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.position.LpHoldingSource;
import io.plimsoll.evm.testing.ScriptedChain;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.testing.FakeHermes;
import java.util.List;
import java.util.Optional;

/**
 * What the demo watches, through which clients, and the fakes behind them.
 *
 * @param description where these accounts come from, one line
 * @param accounts in the order of the table
 * @param venue client of {@code fakeVenue}
 * @param oracle client of {@code fakeHermes}
 * @param liquidity positions on HyperEVM, if these accounts have any
 * @param tick lets time pass between two passes
 * @param fakeVenue closed with the world
 * @param fakeHermes closed with the world
 * @param fakeChain closed with the world, if there is one
 */
record World(
        String description,
        List<MonitoredAccount> accounts,
        HyperliquidClient venue,
        PythClient oracle,
        Optional<LpHoldingSource> liquidity,
        Runnable tick,
        FakeVenue fakeVenue,
        FakeHermes fakeHermes,
        Optional<ScriptedChain> fakeChain)
        implements AutoCloseable {
    World {
        accounts = List.copyOf(accounts);
    }

    @Override
    public void close() {
        fakeChain.ifPresent(ScriptedChain::close);
        fakeHermes.close();
        fakeVenue.close();
    }
}
