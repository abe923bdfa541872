package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a lane knows of its nonces: which are taken by something that may still be mined, and what was mined lately. */
final class NonceBook {
    /** How many of the last are kept in mind. */
    private static final int REMEMBERED = 16;

    private static final class Entry {
        final SentTransaction sent;
        /** A node said that it offers too little: it may be elsewhere, and need not be outbid. */
        boolean doubtful;

        Entry(SentTransaction sent) {
            this.sent = sent;
        }
    }

    private final NavigableMap<Long, List<Entry>> open = new TreeMap<>();
    private final Deque<SignedTransaction> mined = new ArrayDeque<>();
    /** Those that a journal still has and that need not be waited for. */
    private final Deque<Bytes32> refused = new ArrayDeque<>();

    private final NavigableSet<Long> overtaken = new TreeSet<>();

    private long next;
    private long block;

    /** Above every nonce that a block was seen to use. */
    long next() {
        return next;
    }

    /** The block of the last transaction that was seen in one; 0 if none was. */
    long block() {
        return block;
    }

    /** A block that holds a transaction of ours; after a reorganisation, perhaps a lower one than before. */
    void usedIn(BlockRef holder) {
        block = holder.number();
    }

    /** Takes in what was signed, unless its nonce is known to be used or it is known already. */
    void add(SentTransaction sent) {
        if (sent.nonce() < next
                || refused.contains(sent.hash())
                || hashes(sent.nonce()).contains(sent.hash())) {
            return;
        }
        open.computeIfAbsent(sent.nonce(), nonce -> new ArrayList<>()).add(new Entry(sent));
    }

    /** It is certain that no node has it. */
    void forget(SentTransaction sent) {
        List<Entry> entries = open.getOrDefault(sent.nonce(), new ArrayList<>());
        entries.removeIf(entry -> entry.sent.hash().equals(sent.hash()));
        if (entries.isEmpty()) {
            open.remove(sent.nonce());
        }
        refused.addLast(sent.hash());
        if (refused.size() > REMEMBERED) {
            refused.removeFirst();
        }
    }

    /** The node that was asked does not have it, another one may. */
    void doubt(SentTransaction sent) {
        open.getOrDefault(sent.nonce(), List.of()).stream()
                .filter(entry -> entry.sent.hash().equals(sent.hash()))
                .forEach(entry -> entry.doubtful = true);
    }

    /** The lowest nonce that something of ours may still use. */
    OptionalLong first() {
        return open.isEmpty() ? OptionalLong.empty() : OptionalLong.of(open.firstKey());
    }

    Set<Bytes32> hashes(long nonce) {
        return open.getOrDefault(nonce, List.of()).stream()
                .map(entry -> entry.sent.hash())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All with this nonce, oldest first. */
    List<SentTransaction> all(long nonce) {
        return open.getOrDefault(nonce, List.of()).stream()
                .map(entry -> entry.sent)
                .toList();
    }

    /** Those with this nonce that are likely to wait, oldest first. */
    List<SentTransaction> waiting(long nonce) {
        return open.getOrDefault(nonce, List.of()).stream()
                .filter(entry -> !entry.doubtful)
                .map(entry -> entry.sent)
                .toList();
    }

    /** The highest fees among those that wait with this nonce, by component. */
    Optional<Fees> highest(long nonce) {
        return waiting(nonce).stream()
                .map(sent -> new Fees(sent.maximumFee(), sent.priorityFee()))
                .reduce(Fees::max);
    }

    /** A block has used this nonce. */
    void used(long nonce) {
        open.remove(nonce);
        next = Math.max(next, nonce + 1);
    }

    /** Whether it is established that a stranger has used this nonce; the newest are kept in mind. */
    boolean isOvertaken(long nonce) {
        return overtaken.contains(nonce);
    }

    void overtaken(long nonce, boolean established) {
        if (!established) {
            overtaken.remove(nonce);
        } else if (overtaken.add(nonce) && overtaken.size() > REMEMBERED) {
            overtaken.pollFirst();
        }
    }

    /** A block holds this one. */
    void remember(SignedTransaction transaction) {
        mined.addLast(transaction);
        if (mined.size() > REMEMBERED) {
            mined.removeFirst();
        }
    }

    /** Those of the last mined that have at least this nonce. */
    List<SignedTransaction> minedFrom(long nonce) {
        return mined.stream()
                .filter(transaction -> transaction.transaction().nonce() >= nonce)
                .toList();
    }
}
