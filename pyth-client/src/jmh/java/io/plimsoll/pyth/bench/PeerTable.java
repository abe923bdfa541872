package io.plimsoll.pyth.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.Timing;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prints the rows of this library for the table of the peers, from the peers' own inputs: updates with 13 of 19
 * signatures and five messages under proofs of nine nodes, which their {@code pyth.mjs} reads, too.
 *
 * <pre>
 *   PeerTable [bench …]     every bench whose name starts with one of the words; all without words
 *
 *   pyth/parse              bytes → decoded messages
 *   pyth/parse+verify       … whose signers are all recovered, as the peers do it
 *   pyth/parse+verify/keys  … whose signatures are checked with the signers' known keys
 *   pyth/parse+verify/root  … under a root that has been verified before: what each further update of the same slot costs
 * </pre>
 *
 * <p>The inputs are a folder, {@code /tmp/peers/inputs} if not given by {@code -Dbench.inputs}; {@code node gen.mjs 0}
 * beside the peers' scripts writes it, the same bytes every time. {@code -Dbench.warmMillis}, {@code
 * -Dbench.windowMillis} and {@code -Dbench.windows} say how long to time.
 */
public final class PeerTable {
    private static final Path INPUTS = Path.of(System.getProperty("bench.inputs", "/tmp/peers/inputs"));

    /**
     * What {@code pyth-updates.json} holds.
     *
     * @param guardianSetIndex of all updates
     * @param guardians addresses, by their place in the set
     * @param quorum how many sign each update
     * @param updates envelopes, in base64 in the file
     */
    record Updates(long guardianSetIndex, List<String> guardians, int quorum, List<byte[]> updates) {
        static Updates read() throws IOException {
            return JsonMapper.builder()
                    .build()
                    .readValue(INPUTS.resolve("pyth-updates.json").toFile(), Updates.class);
        }

        byte[][] blobs() {
            return updates.toArray(byte[][]::new);
        }

        /** The set of the file under the emitter of the built-in Wormhole network. */
        UpdateVerifier.Builder verifier() {
            TrustNetwork wormhole = TrustNetworks.WORMHOLE_MAINNET;
            TrustNetwork network = new TrustNetwork(
                    "bench",
                    wormhole.emitters(),
                    wormhole.governance(),
                    Map.of(
                            guardianSetIndex,
                            guardians.stream().map(Address::parse).toList()),
                    QuorumRule.WORMHOLE);
            return UpdateVerifier.builder(network);
        }

        /** Remembers neither signers nor roots. */
        UpdateVerifier recovering() {
            return verifier().rememberedKeys(false).rememberedVaas(0).build();
        }

        /** Remembers the signers, and no root. */
        UpdateVerifier withKnownKeys() {
            return verifier().rememberedVaas(0).build();
        }

        /** Remembers all that it has verified, whichever slots of its memory they fall in. */
        UpdateVerifier withKnownRoots() {
            return verifier().rememberedVaas(1 << 16).build();
        }
    }

    private final Timing timing = new Timing();
    private final List<String> wanted;
    private final Updates inputs;
    private final byte[][] blobs;

    private PeerTable(List<String> wanted) throws IOException {
        this.wanted = wanted;
        this.inputs = Updates.read();
        this.blobs = inputs.blobs();
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        new PeerTable(List.of(arguments)).run();
    }

    private void run() {
        time("pyth/parse", PeerTable::parse);
        timeVerifier("pyth/parse+verify", inputs.recovering());
        timeVerifier("pyth/parse+verify/keys", inputs.withKnownKeys());
        timeVerifier("pyth/parse+verify/root", inputs.withKnownRoots());
    }

    /** What a bench does with an update; gives something that depends on all its work. */
    private interface Bench {
        int run(byte[] blob);
    }

    private void timeVerifier(String bench, UpdateVerifier verifier) {
        requireVerdicts(verifier);
        time(bench, blob -> verify(verifier, blob));
    }

    private void time(String bench, Bench step) {
        if (wanted.isEmpty() || wanted.stream().anyMatch(bench::startsWith)) {
            timing.run(bench, "updates", round -> step.run(blobs[round % blobs.length]));
        }
    }

    static int parse(byte[] blob) {
        return sum(UpdateCodec.decode(blob).messages());
    }

    static int verify(UpdateVerifier verifier, byte[] blob) {
        if (verifier.verify(blob) instanceof Verified verified) {
            return sum(verified.messages());
        }
        throw new IllegalStateException("a good update was refused");
    }

    private static int sum(List<UpdateMessage> messages) {
        int sum = 0;
        for (UpdateMessage message : messages) {
            sum += message instanceof UpdateMessage.Price price ? price.expo() : 0;
        }
        return sum;
    }

    /**
     * A verifier that is timed accepts every update and none with a flipped bit, before and after it has seen the good
     * one.
     */
    private void requireVerdicts(UpdateVerifier verifier) {
        for (byte[] blob : blobs) {
            // the last message's proof, a signature, the signed body
            for (int at : new int[] {blob.length - 5, 40, 900}) {
                byte[] bad = blob.clone();
                bad[at] ^= 1;
                boolean fooled = verifier.verify(bad) instanceof Verified;
                if (verify(verifier, blob) == 0 || fooled || verifier.verify(bad) instanceof Verified) {
                    throw new IllegalStateException("wrong verdict on a bit flipped at " + at);
                }
            }
        }
    }
}
