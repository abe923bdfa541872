package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;

/** How the deployer of a contract shows that it is one. */
public sealed interface EvmContractProof {
    /** The contract keeps the deployer's address in its first storage slot. */
    EvmContractProof FIRST_STORAGE_SLOT = new Slot("firstStorageSlot");

    /** The contract keeps the deployer's address in the slot keccak256("HyperCore deployer"). */
    EvmContractProof CUSTOM_STORAGE_SLOT = new Slot("customStorageSlot");

    /** Reads a slot's word. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EvmContractProof of(String slot) {
        return new Slot(slot);
    }

    /** Reads a creation. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static EvmContractProof of(@JsonProperty("create") Create create) {
        return new Created(create);
    }

    /** The contract was made by a transaction of an ordinary account. */
    static EvmContractProof created(long nonce) {
        return new Created(new Create(nonce));
    }

    /**
     * By what the contract keeps.
     *
     * @param word which slot
     */
    record Slot(@JsonValue String word) implements EvmContractProof {
        public Slot {
            if (!word.equals("firstStorageSlot") && !word.equals("customStorageSlot")) {
                throw new IllegalArgumentException("word must be firstStorageSlot or customStorageSlot, got " + word);
            }
        }
    }

    /**
     * By the transaction that made it.
     *
     * @param create the transaction
     */
    record Created(Create create) implements EvmContractProof {}

    /**
     * A transaction of an ordinary account.
     *
     * @param nonce of the transaction
     */
    record Create(long nonce) {}
}
