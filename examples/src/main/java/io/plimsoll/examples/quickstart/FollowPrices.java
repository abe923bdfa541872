package io.plimsoll.examples.quickstart;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.hermes.HermesEvent.Gap;
import io.plimsoll.pyth.hermes.HermesEvent.Prices;
import io.plimsoll.pyth.hermes.HermesEvent.Refused;
import io.plimsoll.pyth.hermes.HermesStream;
import io.plimsoll.pyth.hermes.PriceTick;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Consumer;

/** Every second's price of some feeds, verified, once, whatever happens to the connection. */
public final class FollowPrices {
    private FollowPrices() {}

    /**
     * Follows until the stream is closed.
     *
     * @param client for example {@code PythClient.mainnet(key)}
     * @param feeds such as {@code Set.of(PythFeeds.USD.get("HYPE"))}
     * @param say what to do with each line
     */
    public static HermesStream start(PythClient client, Set<Bytes32> feeds, Consumer<String> say) {
        HermesStream stream = client.stream(event -> {
                    if (event instanceof Prices prices) {
                        for (PriceTick tick : prices.ticks()) {
                            BigDecimal price = tick.price().oraclePrice().value();
                            say.accept(price + " at " + tick.publishTime() + ", signed by " + tick.attestation());
                        }
                    } else if (event instanceof Gap gap) {
                        say.accept("missing for good from " + gap.from() + " to " + gap.to() + ": " + gap.why());
                    } else if (event instanceof Refused refused) {
                        say.accept("not believed: " + refused.reason());
                    }
                })
                .build(feeds);
        stream.start();
        return stream;
    }
}
