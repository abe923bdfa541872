package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Says who signed a VAA, by the sets of the trusted networks, and remembers what it has checked. Thread-safe, without
 * locks.
 *
 * <p>What is remembered are the VAA's exact bytes, compared one by one, so that no two can be mistaken for each other
 * whatever their hashes are; only VAAs that hold are remembered, so that nobody but the signers can put anything in. The
 * memory is this object's, which believes the same sets for as long as it lives; a set's expiry is asked again each time.
 * Each slot holds one VAA, the last that came to it: a lost one costs a check.
 */
final class SignedVaas {
    /** A VAA that holds. Its bytes are shared and never change. */
    @SuppressWarnings("ArrayRecordComponent") // compared byte by byte
    record Checked(byte[] vaa, SignerSet set, Attestation attestation) {
        /** What they signed, without looking at the signatures again. */
        byte[] payload() {
            ByteReader in = new ByteReader(vaa);
            in.skip(Vaa.COUNT_AT);
            in.skip(Vaa.SIGNATURE_BYTES * in.u8() + Vaa.BODY_HEADER_BYTES);
            return in.bytes(in.remaining());
        }

        private boolean isOf(byte[] bytes, int start, int end) {
            return Arrays.equals(vaa, 0, vaa.length, bytes, start, end);
        }
    }

    private final Clock clock;
    /** By emitter, which only one network can vouch for, then by index. */
    private final Map<Emitter, Map<Long, SignerSet>> sets = new HashMap<>();

    private final AtomicReferenceArray<@Nullable Checked> checked;

    /** Remembers up to {@code memory} VAAs, and the keys of signers if {@code keepKeys}. */
    SignedVaas(List<TrustNetwork> networks, Clock clock, int memory, boolean keepKeys) {
        this.clock = clock;
        this.checked = new AtomicReferenceArray<>(memory);
        Map<Emitter, TrustNetwork> owners = new HashMap<>();
        for (TrustNetwork network : networks) {
            Map<Long, SignerSet> byIndex = new HashMap<>();
            network.sets()
                    .forEach((index, addresses) ->
                            byIndex.put(index, new SignerSet(network, index, addresses, keepKeys)));
            for (Emitter emitter : network.emitters()) {
                TrustNetwork other = owners.put(emitter, network);
                if (other != null) {
                    throw new IllegalArgumentException("networks " + other.name() + " and " + network.name()
                            + " both vouch for emitter " + emitter + ": trust one of them");
                }
                sets.put(emitter, byIndex);
            }
        }
    }

    /** Remembers nothing. */
    static SignedVaas of(TrustNetwork network) {
        return new SignedVaas(List.of(network), Clock.systemUTC(), 0, false);
    }

    /**
     * Checks the VAA from {@code start}, inclusive, to {@code end}, exclusive.
     *
     * @throws UpdateFormatException with the first check that failed
     */
    Checked check(byte[] bytes, int start, int end) {
        int slot = checked.length() == 0 ? -1 : Integer.remainderUnsigned(mix(bytes, start, end), checked.length());
        if (slot >= 0) {
            Checked known = checked.get(slot);
            if (known != null && known.isOf(bytes, start, end)) {
                known.set.requireInForce(clock);
                return known;
            }
        }
        Vaa vaa = Vaa.decode(new ByteReader(bytes, start, end));
        SignerSet set = setOf(vaa);
        set.requireInForce(clock);
        Checked fresh = new Checked(Arrays.copyOfRange(bytes, start, end), set, set.attest(vaa));
        if (slot >= 0) {
            checked.set(slot, fresh);
        }
        return fresh;
    }

    /** Spreads VAAs over the slots; nothing is believed because of it. */
    private static int mix(byte[] bytes, int start, int end) {
        int hash = end - start;
        // the root at the end, and the first signature, differ from VAA to VAA
        for (int at = Math.max(start, end - 16); at < end; at++) {
            hash = 31 * hash + bytes[at];
        }
        for (int at = start; at < Math.min(end, start + 24); at++) {
            hash = 31 * hash + bytes[at];
        }
        return hash ^ hash >>> 16;
    }

    private SignerSet setOf(Vaa vaa) {
        Map<Long, SignerSet> byIndex = sets.get(vaa.emitter());
        if (byIndex == null) {
            throw new UpdateFormatException(Reason.UNTRUSTED_EMITTER, "emitter " + vaa.emitter());
        }
        SignerSet set = byIndex.get(vaa.signerSet());
        if (set == null) {
            throw new UpdateFormatException(
                    Reason.UNKNOWN_GUARDIAN_SET,
                    "set " + vaa.signerSet() + " of emitter " + vaa.emitter()
                            + " is not trusted here: if the signers have rotated, trust the new set");
        }
        return set;
    }
}
