package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The networks that have signed Pyth's prices, as known on 2026-11-20. Old sets are there to check old updates; for live
 * prices use {@link TrustNetwork#newestSetOnly()}, as a retired key may have leaked.
 */
public final class TrustNetworks {
    private static final int PYTHNET = 26;

    /** Wormhole's emitter of accumulator updates; mainnet and testnet share it. */
    private static final Emitter ACCUMULATOR =
            pythnet("e101faedac5851e32b9b23b5f9411a8c2bac4aae3ed4dd7b811dd1a72ea4aa71");

    private static final Emitter MAINNET_BATCHES =
            pythnet("f8cd23c2ab91237730770bbea08d61005cdda0984348f3f6eecb559638c0bba0");

    private static final Emitter TESTNET_BATCHES =
            pythnet("a27839d641b07743c0cb5f68c51f8cd31d2c0762bec00dc6fcd25433ef1ab5b6");

    /** Five routers of Pyth Pro, 3 of which must sign: since 2026-08-26. */
    public static final TrustNetwork PYTH_PRO_ROUTERS = routers();

    /**
     * Nineteen Wormhole guardians, 13 of which had to sign: until 2026-08-26. Sets 3 to 7, those of 2023 and later. The ones
     * before are left out, and most of all set 0: a single key of 2021, which would be enough to forge any update.
     */
    public static final TrustNetwork WORMHOLE_MAINNET = guardians();

    /**
     * The single guardian behind Hermes beta. Test prices: its accumulator's emitter is that of mainnet, so that nothing
     * but the guardian's key tells them apart; a verifier refuses to trust both.
     */
    public static final TrustNetwork WORMHOLE_TESTNET = new TrustNetwork(
            "wormhole-testnet",
            Set.of(ACCUMULATOR, TESTNET_BATCHES),
            Governance.WORMHOLE,
            Map.of(0L, List.of(Address.parse("13947bd48b18e53fdaeee77f3473391ac727c638"))),
            QuorumRule.WORMHOLE);

    private static final List<TrustNetwork> ALL = List.of(PYTH_PRO_ROUTERS, WORMHOLE_MAINNET, WORMHOLE_TESTNET);

    private TrustNetworks() {}

    /**
     * The network of a name: {@code pyth-pro-routers}, {@code wormhole-mainnet} or {@code wormhole-testnet}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static TrustNetwork named(String name) {
        return ALL.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("trust network must be one of "
                        + ALL.stream().map(TrustNetwork::name).toList() + ", got: " + name));
    }

    private static Emitter pythnet(String address) {
        return new Emitter(PYTHNET, Bytes32.parse(address));
    }

    private static TrustNetwork routers() {
        String ascii = HexFormat.of().formatHex("PythnetPythnetPythnetPythnetPyth".getBytes(StandardCharsets.US_ASCII));
        TreeMap<Long, List<Address>> sets = new TreeMap<>();
        sets.put(0L, addresses("""
                        41534bb176e461a3fb30479400f210549ecce638 6502987b62f21cab7eb5ccd8f0173084b60d5b41
                        44a3e8f6a382412cf6bb90a3f8106e68977476c9 d9d7d4529577864352c9a6539a48238fcd447052
                        1663a5a822336ece48559b1dfb1e93a017a7dac3
                        """));
        rotate(
                sets,
                1,
                Map.of(
                        3, "13edc776d3063549fdb0702af182edc905a539d4",
                        4, "3af088854bb768065f4929e5bbdfa4cbb04c9af9"));
        // their contracts are Wormhole's receivers: an upgrade is signed by the routers and emitted as by Wormhole
        return new TrustNetwork(
                "pyth-pro-routers", Set.of(pythnet(ascii)), Governance.WORMHOLE, sets, QuorumRule.MAJORITY);
    }

    private static TrustNetwork guardians() {
        TreeMap<Long, List<Address>> sets = new TreeMap<>();
        sets.put(3L, addresses("""
                        58cc3ae5c097b213ce3c81979e1b9f9570746aa5 ff6cb952589bde862c25ef4392132fb9d4a42157
                        114de8460193bdf3a2fcf81f86a09765f4762fd1 107a0086b32d7a0977926a205131d8731d39cbeb
                        8c82b2fd82faed2711d59af0f2499d16e726f6b2 11b39756c042441be6d8650b69b54ebe715e2343
                        54ce5b4d348fb74b958e8966e2ec3dbd4958a7cd 15e7caf07c4e3dc8e7c469f92c8cd88fb8005a20
                        74a3bf913953d695260d88bc1aa25a4eee363ef0 000ac0076727b35fbea2dac28fee5ccb0fea768e
                        af45ced136b9d9e24903464ae889f5c8a723fc14 f93124b7c738843cbb89e864c862c38cddcccf95
                        d2cc37a4dc036a8d232b48f62cdd4731412f4890 da798f6896a3331f64b48c12d1d57fd9cbe70811
                        71aa1be1d36cafe3867910f99c09e347899c19c3 8192b6e7387ccd768277c17dab1b7a5027c0b3cf
                        178e21ad2e77ae06711549cfbb1f9c7a9d8096e8 5e1487f35515d02a92753504a8d75471b9f49edb
                        6fbebc898f403e4773e95feb15e80c9a99c8348d
                        """));
        rotate(sets, 4, Map.of(0, "5893b5a76c3f739645648885bdccc06cd70a3cd3"));
        rotate(
                sets,
                5,
                Map.of(
                        6, "938f104aeb5581293216ce97d771e0cb721221b1",
                        14, "d1f64e26238811de5553c40f64af41ee1b6057cc",
                        15, "43ac8f567a31e7850da532b361988bfe0d3ae11b"));
        rotate(
                sets,
                6,
                Map.of(
                        5, "42579bffbcf4276e290ab8e4c162bd4052b97970",
                        7, "18e41674ccf26329cd111406c1d05c6c80b23edc",
                        8, "9d16870160e703324d057c3361c34c5befba2c34",
                        15, "3f851ad586a47cef8d04748f33ab0d71395f06b4",
                        17, "7899ceab1dc961dae9defdb7a4f521269a5448fc"));
        rotate(
                sets,
                7,
                Map.of(
                        7, "f3ea0ad4ffb5a178ae4ebc21861651b25bdcbb91",
                        14, "ae565927bb8db25cd8bf3e7bb663d70023e4ea78",
                        18, "61d9800f9fcb4160fb0c6cf3a0902592bac2b434"));
        return new TrustNetwork(
                "wormhole-mainnet",
                Set.of(ACCUMULATOR, MAINNET_BATCHES),
                Governance.WORMHOLE,
                sets,
                QuorumRule.WORMHOLE);
    }

    private static List<Address> addresses(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(Address::parse).toList();
    }

    /** Set {@code index} is the one before it with some places taken over. */
    private static void rotate(SortedMap<Long, List<Address>> sets, long index, Map<Integer, String> changes) {
        List<Address> signers = new ArrayList<>(sets.get(sets.lastKey()));
        changes.forEach((place, address) -> signers.set(place, Address.parse(address)));
        sets.put(index, signers);
    }
}
