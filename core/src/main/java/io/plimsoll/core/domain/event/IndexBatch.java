package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step of an index: the events of a range of blocks, and how far the index is with them. It is stored whole or not at all.
 *
 * <p>The range begins after the block that the batch builds on, which is {@code ancestor} if there is one, otherwise {@code
 * previous}; for the first batch of an index it is open. It ends with {@code checkpoint}.
 *
 * @param index whose step this is
 * @param previous the checkpoint as the writer knows it; empty if the index has none yet. If the store knows another one, somebody
 *     else has written, and the batch is refused
 * @param ancestor after a reorg the last block that is still on the chain: what the index has of later blocks is orphaned and goes.
 *     It must be one of the blocks that the index remembers
 * @param events of the range, in the order in which they happened; given in any order, and one that is given twice is kept once
 * @param checkpoint the last block of the range; only after a reorg it may be the ancestor itself
 * @param hotBlocks blocks of the range to remember, ascending; the checkpoint is always among them
 * @param windowStart remembered blocks below this number are forgotten: the newest block that is final, which is the deepest that a
 *     reorg can go back to; not above the checkpoint
 * @param children contracts first seen in the range, in the order in which they were; given in any order, and of those of one rule
 *     and address the first is kept. The index has those of earlier ranges already
 */
public record IndexBatch(
        IndexId index,
        Optional<BlockRef> previous,
        Optional<BlockRef> ancestor,
        List<ChainEvent> events,
        BlockRef checkpoint,
        List<BlockRef> hotBlocks,
        long windowStart,
        List<ChildContract> children) {

    static final Comparator<ChainEvent> ORDER = Comparator.comparing(ChainEvent::at)
            .thenComparing(event -> event.getClass().getName());

    public IndexBatch {
        long previousNumber = previous.map(BlockRef::number).orElse(-1L);
        long base = ancestor.map(BlockRef::number).orElse(previousNumber);
        long lowestEnd = ancestor.isPresent() ? base : base + 1;
        if (ancestor.isPresent() && base >= previousNumber) {
            throw new IllegalArgumentException("the ancestor of a reorg comes before the checkpoint "
                    + (previousNumber < 0 ? "(there is none)" : previousNumber) + ", got block " + base);
        }
        if (checkpoint.number() < lowestEnd) {
            throw new IllegalArgumentException("index " + index + " goes on after block " + base
                    + ", its checkpoint cannot be block " + checkpoint.number());
        }
        if (checkpoint.number() == base && !isSame(ancestor, Optional.of(checkpoint))) {
            throw new IllegalArgumentException("the checkpoint and the ancestor are two versions of block " + base);
        }
        if (isSame(previous, Optional.of(checkpoint))) {
            throw new IllegalArgumentException("index " + index + " is at block " + checkpoint.number()
                    + " already: where the chain still has it, there was no reorg");
        }
        if (windowStart < 0 || windowStart > checkpoint.number()) {
            throw new IllegalArgumentException(
                    "window start must be 0 to the checkpoint " + checkpoint.number() + ", got " + windowStart);
        }
        Map<Long, Bytes32> hashes = new HashMap<>();
        hotBlocks = remembered(hotBlocks, checkpoint, base, windowStart, hashes);
        events = ordered(index, events, base, checkpoint.number(), hashes);
        children = firstSeen(index, children, base, checkpoint.number(), hashes);
    }

    /** The first step of an index, which begins wherever the program says. */
    public static IndexBatch first(IndexId index, Collection<? extends ChainEvent> events, BlockRef checkpoint) {
        return of(index, Optional.empty(), Optional.empty(), events, checkpoint);
    }

    /**
     * The step from {@code previous} to {@code checkpoint}. It remembers the checkpoint and forgets nothing: what goes on for long
     * adds {@link #withWindow}.
     */
    public static IndexBatch next(
            IndexId index, BlockRef previous, Collection<? extends ChainEvent> events, BlockRef checkpoint) {
        return of(index, Optional.of(previous), Optional.empty(), events, checkpoint);
    }

    /**
     * The step after a reorg: what comes after {@code ancestor} is replaced. Fetch first what replaces it, so that nothing is
     * missing at any time.
     */
    public static IndexBatch reorg(
            IndexId index,
            BlockRef previous,
            BlockRef ancestor,
            Collection<? extends ChainEvent> events,
            BlockRef checkpoint) {
        return of(index, Optional.of(previous), Optional.of(ancestor), events, checkpoint);
    }

    private static IndexBatch of(
            IndexId index,
            Optional<BlockRef> previous,
            Optional<BlockRef> ancestor,
            Collection<? extends ChainEvent> events,
            BlockRef checkpoint) {
        return new IndexBatch(
                index, previous, ancestor, List.copyOf(events), checkpoint, List.of(checkpoint), 0, List.of());
    }

    /** The same step, which also remembers blocks and forgets those below {@code start}. */
    public IndexBatch withWindow(Collection<BlockRef> blocks, long start) {
        return new IndexBatch(index, previous, ancestor, events, checkpoint, List.copyOf(blocks), start, children);
    }

    /** The same step, in which these contracts were found. */
    public IndexBatch withChildren(Collection<ChildContract> found) {
        return new IndexBatch(
                index, previous, ancestor, events, checkpoint, hotBlocks, windowStart, List.copyOf(found));
    }

    /**
     * Whether the index is where this step begins.
     *
     * @param stored the checkpoint that the store has
     */
    public boolean buildsOn(Optional<BlockRef> stored) {
        return isSame(stored, previous);
    }

    /**
     * The error for a step that does not begin where the index is, of kind {@link Kind#STALE_WRITER}.
     *
     * @param stored the checkpoint that the store has
     */
    public RepositoryException stale(Optional<BlockRef> stored) {
        return new RepositoryException(
                Kind.STALE_WRITER,
                "cannot store a step of index " + index + " from " + name(previous) + " on: it is at " + name(stored)
                        + "; somebody else has written it, read its checkpoint again");
    }

    /**
     * Returns if the index knows the ancestor of this step, or the step has none.
     *
     * @param remembered the blocks that the store has
     * @throws IllegalArgumentException otherwise: what lies between cannot be told apart
     */
    public void requireAncestorIn(Collection<BlockRef> remembered) {
        if (ancestor.isPresent() && remembered.stream().noneMatch(block -> isSame(Optional.of(block), ancestor))) {
            throw new IllegalArgumentException(
                    "index " + index + " does not remember " + name(ancestor)
                            + ", so the reorg is deeper than its window of " + remembered.size()
                            + " blocks: nothing was changed; forget the index and begin again, or find an ancestor in the window");
        }
    }

    private static boolean isSame(Optional<BlockRef> one, Optional<BlockRef> other) {
        return one.map(BlockRef::number).equals(other.map(BlockRef::number))
                && one.map(BlockRef::hash).equals(other.map(BlockRef::hash));
    }

    private static String name(Optional<BlockRef> block) {
        return block.map(known -> "block " + known.number() + " (" + known.hash() + ")")
                .orElse("its beginning");
    }

    /**
     * Tells this step from others of the index: SHA-256 of where it begins and ends, and of the kinds and places of its events and
     * children. The same in every process.
     */
    public Bytes32 fingerprint() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        update(digest, previous.map(BlockRef::hash).map(Bytes32::hex).orElse("none"));
        update(digest, ancestor.map(BlockRef::hash).map(Bytes32::hex).orElse("none"));
        update(digest, checkpoint.hash().hex());
        ByteBuffer place = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
        Class<?> kind = ChainEvent.class;
        Optional<Bytes32> block = Optional.empty();
        for (ChainEvent event : events) {
            LogRef at = event.at();
            if (event.getClass() != kind) {
                kind = event.getClass();
                update(digest, kind.getName());
            }
            if (!block.equals(Optional.of(at.block().hash()))) {
                block = Optional.of(at.block().hash());
                update(digest, at.block().hash().hex());
            }
            digest.update(place.clear()
                    .putLong(at.block().number())
                    .putInt(at.logIndex())
                    .array());
        }
        for (ChildContract child : children) {
            update(
                    digest,
                    child.at().block().hash().hex() + " " + child.at().logIndex() + " " + child.rule() + " "
                            + child.address().hex());
        }
        return Bytes32.of(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<BlockRef> remembered(
            List<BlockRef> blocks, BlockRef checkpoint, long base, long windowStart, Map<Long, Bytes32> hashes) {
        List<BlockRef> sorted = new ArrayList<>(blocks);
        sorted.add(checkpoint);
        sorted.sort(Comparator.comparingLong(BlockRef::number));
        List<BlockRef> remembered = new ArrayList<>(sorted.size());
        for (BlockRef block : sorted) {
            requireOneVersion(block, hashes);
            boolean inRange = block.number() > base && block.number() <= checkpoint.number();
            if (!inRange && !block.equals(checkpoint)) {
                throw new IllegalArgumentException("block " + block.number() + " to remember is not in the range "
                        + (base + 1) + " to " + checkpoint.number());
            }
            boolean twice = !remembered.isEmpty()
                    && remembered.get(remembered.size() - 1).number() == block.number();
            if (block.number() >= windowStart && !twice) {
                remembered.add(block);
            }
        }
        return List.copyOf(remembered);
    }

    private static List<ChainEvent> ordered(
            IndexId index, List<ChainEvent> events, long base, long end, Map<Long, Bytes32> hashes) {
        List<ChainEvent> sorted = new ArrayList<>(events);
        sorted.sort(ORDER);
        List<ChainEvent> ordered = new ArrayList<>(sorted.size());
        for (ChainEvent event : sorted) {
            LogRef at = event.at();
            requireInRange(index, "an event", at, base, end);
            requireOneVersion(at.block(), hashes);
            ChainEvent last = ordered.isEmpty() ? null : ordered.get(ordered.size() - 1);
            if (last != null && last.equals(event)) {
                continue;
            }
            if (last != null && last.at().block().number() == at.block().number()) {
                requireInOrder(last, event);
            }
            ordered.add(event);
        }
        return List.copyOf(ordered);
    }

    private static List<ChildContract> firstSeen(
            IndexId index, List<ChildContract> children, long base, long end, Map<Long, Bytes32> hashes) {
        Set<List<Object>> known = new HashSet<>();
        List<ChildContract> first = new ArrayList<>(children.size());
        for (ChildContract child : children.stream().sorted().toList()) {
            requireInRange(index, "a child", child.at(), base, end);
            requireOneVersion(child.at().block(), hashes);
            if (known.add(List.of(child.rule(), child.address()))) {
                first.add(child);
            }
        }
        return List.copyOf(first);
    }

    private static void requireInRange(IndexId index, String what, LogRef at, long base, long end) {
        if (!at.chain().equals(index.chain())
                || at.block().number() <= base
                || at.block().number() > end) {
            throw new IllegalArgumentException(
                    "index " + index + " takes blocks " + (base + 1) + " to " + end + ", got " + what + " of chain "
                            + at.chain() + ", block " + at.block().number());
        }
    }

    /** A block number stands for one block in a batch: mixed versions would be stored as if they were one chain. */
    private static void requireOneVersion(BlockRef block, Map<Long, Bytes32> hashes) {
        Bytes32 known = hashes.putIfAbsent(block.number(), block.hash());
        if (known != null && !known.equals(block.hash())) {
            throw new IllegalArgumentException("block " + block.number() + " has two hashes in one batch, " + known
                    + " and " + block.hash() + ": fetch the range again");
        }
    }

    /** Log indexes count through a block. Where they do not, the key of a row is not unique, and rows would be lost. */
    private static void requireInOrder(ChainEvent last, ChainEvent event) {
        LogRef before = last.at();
        LogRef at = event.at();
        boolean sameLog = before.equals(at) && last.getClass() != event.getClass();
        if (!sameLog && at.logIndex() <= before.logIndex()) {
            throw new IllegalArgumentException("two events of block "
                    + at.block().number() + " have log index "
                    + before.logIndex() + " in transaction " + before.transactionIndex() + " and " + at.logIndex()
                    + " in transaction " + at.transactionIndex() + ": log indexes count through a block");
        }
    }
}
