package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.Emitter;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnChainTrustTest {
    private static final long NOW = 1_780_000_000L;
    private static final Emitter ROUTERS =
            TrustNetworks.PYTH_PRO_ROUTERS.emitters().iterator().next();
    private static final Emitter OTHER = new Emitter(26, Bytes32.parse("77".repeat(32)));

    private final FakeChain chain = new FakeChain();

    private static List<Address> signers(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> Address.parse("%040x".formatted(0x1000 + i)))
                .toList();
    }

    private static GuardianSet set(List<Address> keys) {
        return new GuardianSet(keys, 0);
    }

    private OnChainTrust load() {
        return OnChainTrust.load(chain, FakeChain.DEPLOYMENT);
    }

    private void assertNonsense(String message) {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(this::load)
                .withMessageContaining(message);
    }

    @Test
    void routers_areAMajority() {
        chain.trusting(List.of(ROUTERS), 0, Map.of(0L, set(signers(0, 5))));

        OnChainTrust trust = load();

        assertThat(trust.receiver()).isEqualTo(FakeChain.RECEIVER);
        assertThat(trust.block()).isEqualTo(chain.latest());
        TrustNetwork network = trust.networks().get(0);
        assertThat(trust.networks()).hasSize(1);
        assertThat(network.emitters()).containsExactly(ROUTERS);
        assertThat(network.sets()).isEqualTo(Map.of(0L, signers(0, 5)));
        assertThat(network.quorumRule()).isEqualTo(QuorumRule.MAJORITY);
    }

    @Test
    void knownRouters_areAMajorityToo() {
        List<Address> known = TrustNetworks.PYTH_PRO_ROUTERS.sets().get(1L);
        chain.trusting(List.of(ROUTERS), 1, Map.of(0L, set(List.of()), 1L, set(known)));

        assertThat(load().networks())
                .singleElement()
                .satisfies(network -> assertThat(network.quorumRule()).isEqualTo(QuorumRule.MAJORITY));
    }

    @Test
    void emittersOfOthers_needTwoThirds_andSoDoesAnybodyWhoseSetHasAGuardian() {
        chain.trusting(List.of(ROUTERS, OTHER), 0, Map.of(0L, set(signers(0, 5))));
        assertThat(load().networks())
                .extracting(TrustNetwork::quorumRule, TrustNetwork::emitters)
                .containsExactlyInAnyOrder(
                        tuple(QuorumRule.MAJORITY, Set.of(ROUTERS)), tuple(QuorumRule.WORMHOLE, Set.of(OTHER)));

        List<Address> mixed = new ArrayList<>(signers(0, 4));
        mixed.add(TrustNetworks.WORMHOLE_MAINNET.sets().get(4L).get(7));
        chain.trusting(List.of(ROUTERS, OTHER), 0, Map.of(0L, set(mixed)));
        assertThat(load().networks())
                .singleElement()
                .satisfies(network -> assertThat(network.quorumRule()).isEqualTo(QuorumRule.WORMHOLE));
    }

    @Test
    void givenRule_isTaken() {
        chain.trusting(List.of(OTHER), 0, Map.of(0L, set(signers(0, 5))));

        assertThat(OnChainTrust.load(chain, FakeChain.DEPLOYMENT, QuorumRule.MAJORITY)
                        .networks())
                .singleElement()
                .satisfies(network -> assertThat(network.quorumRule()).isEqualTo(QuorumRule.MAJORITY));
    }

    @Test
    void setBefore_isTrustedUntilItExpires() {
        GuardianSet current = set(signers(5, 5));
        for (long expiry : new long[] {NOW, NOW + 86_400}) {
            chain.trusting(List.of(ROUTERS), 3, Map.of(3L, current, 2L, new GuardianSet(signers(0, 5), expiry)));
            TrustNetwork network = load().networks().get(0);
            assertThat(network.sets()).isEqualTo(Map.of(3L, signers(5, 5), 2L, signers(0, 5)));
            assertThat(network.expiries()).isEqualTo(Map.of(2L, Instant.ofEpochSecond(expiry)));
        }
        // without an expiry it was never followed: the contract says so by refusing it
        for (long expiry : new long[] {0, 1, NOW - 1}) {
            chain.trusting(List.of(ROUTERS), 3, Map.of(3L, current, 2L, new GuardianSet(signers(0, 5), expiry)));
            assertThat(load().networks().get(0).sets()).isEqualTo(Map.of(3L, signers(5, 5)));
        }
    }

    @Test
    void nonsense_isRefused() {
        List<Address> good = signers(0, 5);
        chain.trusting(List.of(), 0, Map.of(0L, set(good)));
        assertNonsense("no data source");
        chain.trusting(List.of(ROUTERS), 0, Map.of(0L, set(List.of())));
        assertNonsense("no signers");
        chain.trusting(List.of(ROUTERS), 0, Map.of(0L, set(List.of(good.get(0), good.get(1), good.get(0)))));
        assertNonsense("twice");
        chain.trusting(List.of(ROUTERS), 0, Map.of(0L, set(List.of(good.get(0), Address.ZERO))));
        assertNonsense("nobody");
        chain.trusting(List.of(ROUTERS), 0, Map.of(0L, set(signers(0, 256))));
        assertNonsense("256");
        chain.trusting(List.of(ROUTERS), 1, Map.of(1L, set(good), 0L, new GuardianSet(List.of(Address.ZERO), NOW + 5)));
        assertNonsense("set 0");
        chain.trusting(List.of(ROUTERS), 0, Map.of(0L, set(good)));
        chain.answer(FakeChain.DEPLOYMENT.contract(), PythCalldata.wormhole(), new byte[32]);
        assertNonsense("no receiver");
    }

    @Test
    void receiverThatReverts_isNotTrusted() {
        chain.trusting(List.of(ROUTERS), 0, Map.of());

        assertThatExceptionOfType(ContractReverted.class).isThrownBy(this::load);
        chain.failing(new Transport("chain", "gone", new IOException("gone")));
        assertThatExceptionOfType(Transport.class).isThrownBy(this::load);
    }

    @Test
    void verifier_believesTheNewSetAndNotTheOld() {
        UpdateSigner signer = UpdateSigner.named("rotating");
        UpdateMessage.Price price =
                new UpdateMessage.Price(Bytes32.parse("01".repeat(32)), 1, 1, 0, NOW, NOW - 1, 1, 1);
        chain.trusting(
                List.of(signer.emitter()),
                1,
                Map.of(
                        0L,
                        new GuardianSet(signer.addresses(), NOW - 1),
                        1L,
                        set(signer.next().addresses())));
        OnChainTrust trust = OnChainTrust.load(chain, FakeChain.DEPLOYMENT, QuorumRule.MAJORITY);

        assertThat(trust.verifier().verify(signer.next().sign(NOW, List.of(price))))
                .isInstanceOf(Verified.class);
        assertThat(trust.verifier().verify(signer.sign(NOW, List.of(price)))).isInstanceOf(Refused.class);
        // by the derived rule three of five strangers are too few
        assertThat(load().verifier().verify(signer.next().sign(NOW, List.of(price))))
                .isInstanceOf(Refused.class);
        assertThat(load().verifier().verify(signer.next().signedBy(0, 1, 3, 4).sign(NOW, List.of(price))))
                .isInstanceOf(Verified.class);
    }
}
