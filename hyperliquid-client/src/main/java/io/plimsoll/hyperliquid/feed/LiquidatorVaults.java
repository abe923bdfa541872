package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.foundation.chain.Address;
import java.util.HashSet;
import java.util.Set;

/**
 * The accounts that take over positions nobody in the book wanted.
 *
 * @param vaults those of the main dex; HIP-3 dexes need no list, see {@link #contains}
 */
public record LiquidatorVaults(Set<Address> vaults) {
    /** The three liquidators among the children of HLP, on mainnet, as of 2026. {@code vaultDetails} of HLP lists its children. */
    public static final LiquidatorVaults HLP = new LiquidatorVaults(Set.of(
            Address.parse("0x2e3d94f0562703b25c83308a05046ddaf9a8dd14"),
            Address.parse("0xb0a55f13d22f66e6d495ac98113841b2326e9540"),
            Address.parse("0x5e177e5e39c0f4e421f5865a6d8beed8d921cb70")));

    /** {@code 0x400…00} and two bytes for the number of the dex. */
    private static final String HIP3_PREFIX = "0x4" + "0".repeat(35);

    public LiquidatorVaults {
        vaults = Set.copyOf(vaults);
    }

    /** With one more. */
    public LiquidatorVaults with(Address vault) {
        Set<Address> more = new HashSet<>(vaults);
        more.add(vault);
        return new LiquidatorVaults(more);
    }

    /** Whether the account is one: in the list, or the backstop of a HIP-3 dex, whose address is {@code 0x400…00} + its number. */
    public boolean contains(Address account) {
        return vaults.contains(account) || account.hex().startsWith(HIP3_PREFIX);
    }
}
