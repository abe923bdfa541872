package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source says, held to the port's promise: one outcome for every asset, of that asset, and no exception. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Asks a source. Its bugs become failures of every asset, and are logged. */
    static Map<String, Outcome<PriceQuote>> of(PriceSource source, Set<String> assets) {
        try {
            Map<String, Outcome<PriceQuote>> given = source.latest(assets);
            return forEach(assets, asset -> checked(source.name(), asset, given.get(asset)));
        } catch (SourceException e) {
            return failed(assets, e);
        } catch (RuntimeException | Error e) { // whatever a source throws must stop nobody but itself
            LOG.error("prices={} state=broken", source.name(), e);
            return failed(assets, new MalformedResponse(source.name(), "threw " + e, e));
        }
    }

    /** The same failure of every asset. */
    static Map<String, Outcome<PriceQuote>> failed(Set<String> assets, SourceException error) {
        return forEach(assets, asset -> Outcome.failure(error));
    }

    private static Map<String, Outcome<PriceQuote>> forEach(
            Set<String> assets, Function<String, Outcome<PriceQuote>> answer) {
        Map<String, Outcome<PriceQuote>> answers = new LinkedHashMap<>();
        assets.forEach(asset -> answers.put(asset, answer.apply(asset)));
        return answers;
    }

    private static Outcome<PriceQuote> checked(String source, String asset, @Nullable Outcome<PriceQuote> given) {
        if (given == null) {
            return Outcome.failure(new MalformedResponse(source, "says nothing of " + asset, null));
        }
        return given.findValue()
                .filter(quote -> !quote.asset().equals(asset))
                .<Outcome<PriceQuote>>map(quote -> Outcome.failure(
                        new MalformedResponse(source, "gives a price of " + quote.asset() + " for " + asset, null)))
                .orElse(given);
    }
}
