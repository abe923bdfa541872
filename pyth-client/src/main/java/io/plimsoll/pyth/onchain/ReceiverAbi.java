package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.Emitter;

/**
 * Calls and answers of the Wormhole receiver that a Pyth contract asks about signatures. Since August 2026 some receivers hold
 * the routers of Pyth Pro, not Wormhole's guardians, behind the same functions. Decoders give a value or a {@link
 * MalformedResponse}, whatever the bytes. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/tree/main/target_chains/ethereum/contracts/contracts/wormhole-receiver">wormhole-receiver</a>
 */
public final class ReceiverAbi {
    private static final int SIGNATURE_WORDS = 4;

    private ReceiverAbi() {}

    /** {@link PythFunction#GET_CURRENT_GUARDIAN_SET_INDEX}. */
    public static byte[] getCurrentGuardianSetIndex() {
        return new AbiWriter().call(PythFunction.GET_CURRENT_GUARDIAN_SET_INDEX);
    }

    /**
     * {@link PythFunction#GET_GUARDIAN_SET}.
     *
     * @param index unsigned 32-bit
     */
    public static byte[] getGuardianSet(long index) {
        return new AbiWriter().u64(index).call(PythFunction.GET_GUARDIAN_SET);
    }

    /** {@link PythFunction#PARSE_AND_VERIFY_VM}. */
    public static byte[] parseAndVerifyVM(byte[] vaa) {
        return new AbiWriter().bytes(vaa).call(PythFunction.PARSE_AND_VERIFY_VM);
    }

    /** {@link PythFunction#SUBMIT_NEW_GUARDIAN_SET}; a transaction that anybody may send with a valid upgrade VAA. */
    public static byte[] submitNewGuardianSet(byte[] upgradeVaa) {
        return new AbiWriter().bytes(upgradeVaa).call(PythFunction.SUBMIT_NEW_GUARDIAN_SET);
    }

    /** The answer of {@link #getCurrentGuardianSetIndex}; unsigned 32-bit. */
    public static long guardianSetIndex(byte[] data) {
        return new AbiReader("guardian set index", data).u32(0);
    }

    /** The answer of {@link #getGuardianSet}. */
    public static GuardianSet guardianSet(byte[] data) {
        AbiReader set = new AbiReader("GuardianSet", data).at(0);
        return new GuardianSet(set.at(0).array(1, key -> key.address(0)), set.u32(1));
    }

    /** The answer of {@link #parseAndVerifyVM}. */
    public static ParsedVaa parsedVaa(byte[] data) {
        AbiReader answer = new AbiReader("VM", data);
        AbiReader vm = answer.at(0);
        vm.u8(0); // version: 1, or the receiver had reverted
        return new ParsedVaa(
                answer.bool(1),
                answer.at(2).text(),
                vm.u32(8),
                vm.at(9).array(SIGNATURE_WORDS, signature -> signature.u8(3)).size(),
                vm.u32(1),
                vm.u32(2),
                new Emitter(vm.u16(3), vm.word(4)),
                vm.u64(5),
                vm.u8(6),
                vm.at(7).bytes(),
                vm.word(10));
    }
}
