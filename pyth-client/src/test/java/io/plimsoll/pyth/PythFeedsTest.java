package io.plimsoll.pyth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.source.FeedRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PythFeedsTest {
    @Test
    void ids_areAllDifferent() {
        List<Bytes32> ids = new ArrayList<>(PythFeeds.USD.values());
        ids.addAll(PythFeeds.REDEMPTION_RATES.values());

        assertThat(ids).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void routes_haveEveryAssetThatNeverCloses_andMultiplyRedemptionRates() {
        Set<String> routed = new HashSet<>(PythFeeds.USD.keySet());
        routed.remove("XAU");
        routed.add("wstHYPE");
        assertThat(PythFeeds.ROUTES).containsOnlyKeys(routed);
        assertThat(PythFeeds.ROUTES.get("BTC"))
                .isEqualTo(FeedRoute.of(Objects.requireNonNull(PythFeeds.USD.get("BTC"))));
        assertThat(PythFeeds.ROUTES.get("kHYPE"))
                .isEqualTo(FeedRoute.product(
                        Bytes32.parse("983b7cabc6fab548e15a5b05500da9b99c1682107b3e2ff289344116c10ac02c"),
                        Bytes32.parse("4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b")));
        assertThat(PythFeeds.ROUTES.get("wstHYPE"))
                .isEqualTo(FeedRoute.product(
                        Bytes32.parse("1a78b5829a99f1d2897917dae2a02266c0210535a995a2e9d0692613bbc89e27"),
                        Bytes32.parse("068cd0617cbdd1dda615ed2b5ab4fe07d2e9f46347f5e785484844aa10d22dc5")));
    }
}
