package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.VenueLedger.Fill;
import io.plimsoll.hyperliquid.testing.VenueLedger.Order;
import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one transaction did, for those who watch. Guarded by the engine's lock. */
final class Block {
    final long time;
    final String hash;
    final long height;
    final List<Trade> trades = new ArrayList<>();
    final Map<Address, List<Fill>> fills = new LinkedHashMap<>();
    final Map<Address, List<Order>> updates = new LinkedHashMap<>();
    final Map<Address, List<ObjectNode>> ledger = new LinkedHashMap<>();
    final Map<Address, List<ObjectNode>> fundings = new LinkedHashMap<>();
    final Map<Address, List<ObjectNode>> twaps = new LinkedHashMap<>();
    final Map<Address, List<ObjectNode>> events = new LinkedHashMap<>();
    final Map<Address, List<String>> notifications = new LinkedHashMap<>();
    /** Markets whose book, price or volume is another now. */
    final Set<String> coins = new LinkedHashSet<>();
    /** Accounts that are worth something else now. */
    final Set<Address> accounts = new LinkedHashSet<>();

    Block(long time, String hash, long height) {
        this.time = time;
        this.hash = hash;
        this.height = height;
    }

    static <T> void add(Map<Address, List<T>> to, Address user, T entry) {
        to.computeIfAbsent(user, u -> new ArrayList<>()).add(entry);
    }

    void updated(VenueOrder order, String status) {
        order.status = status;
        order.statusTimestamp = time;
        Order view = order.view();
        order.owner.updates.add(view);
        add(updates, order.owner.address, view);
        coins.add(order.market().coin());
        accounts.add(order.owner.address);
    }

    /** An entry of an account's ledger that is no funding. */
    void ledger(VenueAccount account, ObjectNode delta) {
        ObjectNode entry = VenueJson.object().put("time", time).put("hash", hash);
        entry.set("delta", delta);
        account.ledger.add(entry);
        add(ledger, account.address, entry);
        accounts.add(account.address);
    }

    /** A change of a TWAP order. The venue counts these in seconds, unlike all else. */
    void twap(VenueAccount account, long id, ObjectNode state, String status) {
        ObjectNode entry = VenueJson.object().put("time", time / 1000);
        entry.set("state", state.deepCopy());
        entry.putObject("status").put("status", status);
        entry.put("twapId", id);
        account.twapHistory.add(entry);
        add(twaps, account.address, entry);
        accounts.add(account.address);
    }

    boolean isEmpty() {
        return coins.isEmpty() && accounts.isEmpty() && notifications.isEmpty();
    }
}
