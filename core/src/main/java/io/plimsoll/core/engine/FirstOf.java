package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.MarketCalendar;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceRefused;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.price.PriceVerdict;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import io.plimsoll.core.domain.price.Refusal;
import io.plimsoll.core.domain.price.RefusalReason;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The price of the first source in order of preference that may be used, and what the others said. Built by
 * {@link Prices#firstOf} or {@link Prices#inOrder}.
 *
 * <p>A source that throws, hangs or lies about assets costs nobody but itself: it has its deadline, and while a question that
 * ran over it is still going on, the source is not asked again. Sources asked in turn may take a deadline each, sources asked
 * together take one. Nothing here throws. Sources that answered are compared with
 * the chosen one; with {@link Builder#maxDeviationBps} a contradiction between usable ones is a refusal of the asset, because
 * nobody knows then which of them is right. Thread-safe.
 */
public final class FirstOf implements PriceSource {
    private static final Logger LOG = LoggerFactory.getLogger(FirstOf.class);
    /** 292 years, the most that a wait can be told. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

    /** One for all, so that somebody who builds anew for each question leaves no threads behind each time; without bound. */
    private static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "plimsoll-prices");
        thread.setDaemon(true);
        return thread;
    });

    private record Ranked(Questioner questioner, Function<String, PricePolicy> policies) {
        String name() {
            return questioner.name();
        }
    }

    private final List<Ranked> sources;
    private final boolean askAll;
    private final Optional<BigDecimal> maxDeviationBps;
    private final MarketCalendar calendar;
    private final InstantSource clock;
    private final PricePolicy usualPolicy;

    private FirstOf(Builder builder) {
        Executor executor = builder.executor.orElse(THREADS);
        sources = builder.sources.stream()
                .map(entry -> new Ranked(new Questioner(entry.source, executor, builder.deadline), entry.policies))
                .toList();
        askAll = builder.crossCheck;
        maxDeviationBps = builder.maxDeviationBps;
        calendar = builder.calendar;
        clock = builder.clock;
        usualPolicy = builder.sources.stream()
                .map(Builder.Entry::usualPolicy)
                .reduce(PricePolicy::looser)
                .orElseThrow();
    }

    @Override
    public String name() {
        return sources.stream().map(Ranked::name).collect(Collectors.joining(", ", "first of ", ""));
    }

    /** What the least demanding of its sources promises: each quote has passed a policy already. */
    @Override
    public PricePolicy usualPolicy() {
        return usualPolicy;
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        Map<String, Outcome<PriceQuote>> quotes = new LinkedHashMap<>();
        choose(assets)
                .forEach((asset, choice) -> quotes.put(asset, choice.chosen().map(Usable::quote)));
        return quotes;
    }

    /** As {@link #latest}, with bounds, ages, deviations and the reasons against every source that was passed over. */
    public Map<String, PriceChoice> choose(Set<String> assets) {
        Map<String, List<Opinion>> opinions = new LinkedHashMap<>();
        assets.forEach(asset -> opinions.put(asset, new ArrayList<>()));
        // not the caller's own set: a source that runs over its deadline still reads it when the caller has it back
        Set<String> asked = Set.copyOf(opinions.keySet());
        if (!asked.isEmpty()) {
            if (askAll) {
                askAll(asked, opinions);
            } else {
                askInTurn(asked, opinions);
            }
        }
        Map<String, PriceChoice> choices = new LinkedHashMap<>();
        opinions.forEach((asset, given) -> choices.put(asset, choice(asset, given)));
        return choices;
    }

    private void askAll(Set<String> assets, Map<String, List<Opinion>> opinions) {
        List<Questioner.Question> questions =
                sources.stream().map(ranked -> ranked.questioner.ask(assets)).toList();
        List<Map<String, Outcome<PriceQuote>>> answers =
                questions.stream().map(Questioner.Question::answers).toList();
        Instant now = clock.instant();
        for (int i = 0; i < sources.size(); i++) {
            note(sources.get(i), answers.get(i), now, opinions);
        }
    }

    private void askInTurn(Set<String> assets, Map<String, List<Opinion>> opinions) {
        Set<String> open = new LinkedHashSet<>(assets);
        for (Ranked ranked : sources) {
            note(ranked, ranked.questioner.ask(Set.copyOf(open)).answers(), clock.instant(), opinions);
            open.removeIf(
                    asset -> usable(Objects.requireNonNull(opinions.get(asset))).isPresent());
            if (open.isEmpty()) {
                return;
            }
        }
    }

    private void note(
            Ranked ranked, Map<String, Outcome<PriceQuote>> answers, Instant now, Map<String, List<Opinion>> opinions) {
        answers.forEach((asset, answer) -> Objects.requireNonNull(opinions.get(asset))
                .add(answer.findValue()
                        .map(quote -> opinion(ranked, quote, now))
                        .orElseGet(() -> new Opinion(ranked.name(), answer, Optional.empty(), Optional.empty()))));
    }

    private Opinion opinion(Ranked ranked, PriceQuote quote, Instant now) {
        Outcome<PriceQuote> answer = Outcome.success(quote);
        try {
            PriceVerdict verdict =
                    ranked.policies.apply(quote.asset()).judge(quote, calendar.status(quote.asset(), now), now);
            return new Opinion(ranked.name(), answer, Optional.of(verdict), Optional.empty());
        } catch (RuntimeException e) {
            LOG.error("prices={} asset={} state=not-judged", ranked.name(), quote.asset(), e);
            Unusable error = new Unusable(ranked.name(), quote.asset() + " cannot be judged: " + e);
            return new Opinion(ranked.name(), Outcome.failure(error), Optional.empty(), Optional.empty());
        }
    }

    private static Optional<Usable> usable(List<Opinion> opinions) {
        return opinions.stream().flatMap(opinion -> usable(opinion).stream()).findFirst();
    }

    private static Optional<Usable> usable(Opinion opinion) {
        return opinion.verdict().filter(Usable.class::isInstance).map(Usable.class::cast);
    }

    private PriceChoice choice(String asset, List<Opinion> given) {
        Optional<Usable> first = usable(given);
        if (first.isEmpty()) {
            return new PriceChoice(asset, Outcome.failure(unusable(asset, given)), given);
        }
        Usable chosen = first.get();
        List<Opinion> compared =
                given.stream().map(opinion -> compared(opinion, chosen)).toList();
        return new PriceChoice(
                asset,
                contradiction(asset, chosen, compared)
                        .<Outcome<Usable>>map(Outcome::failure)
                        .orElseGet(() -> Outcome.success(chosen)),
                compared);
    }

    /** One source's own error, or all of them together. */
    private SourceException unusable(String asset, List<Opinion> opinions) {
        List<SourceException> errors =
                opinions.stream().flatMap(opinion -> opinion.error().stream()).toList();
        return errors.size() == 1 ? errors.get(0) : new NoUsablePrice(name(), asset, errors);
    }

    private static Opinion compared(Opinion opinion, Usable chosen) {
        Optional<BigDecimal> deviation = opinion.verdict()
                .filter(verdict -> verdict != chosen)
                .map(verdict -> verdict.quote().price())
                .filter(FirstOf::isComparable)
                .map(price -> deviationBps(price.value(), chosen.quote().price().value()));
        return new Opinion(opinion.source(), opinion.answer(), opinion.verdict(), deviation);
    }

    private static boolean isComparable(OraclePrice price) {
        return price.mantissa() > 0 && price.isPlausible();
    }

    private static BigDecimal deviationBps(BigDecimal a, BigDecimal b) {
        return a.subtract(b).abs().multiply(TEN_THOUSAND).divide(a.min(b), 2, RoundingMode.CEILING);
    }

    /** Prices that may not be used do not vote. */
    private Optional<SourceException> contradiction(String asset, Usable chosen, List<Opinion> opinions) {
        return maxDeviationBps.flatMap(limit -> opinions.stream()
                .filter(opinion -> usable(opinion).isPresent())
                .flatMap(opinion -> opinion.deviationBps().stream())
                .max(BigDecimal::compareTo)
                .filter(widest -> widest.compareTo(limit) > 0)
                .map(widest -> new PriceRefused(
                        chosen.quote().source(),
                        asset,
                        List.of(Refusal.of(RefusalReason.SOURCES_DISAGREE, widest, limit)))));
    }

    /** Collects sources in order of preference. Not thread-safe. */
    public static final class Builder {
        private record Entry(PriceSource source, PricePolicy usualPolicy, Function<String, PricePolicy> policies) {}

        private final List<Entry> sources = new ArrayList<>();
        private boolean crossCheck;
        private Optional<BigDecimal> maxDeviationBps = Optional.empty();
        private MarketCalendar calendar = MarketCalendar.UNKNOWN;
        private InstantSource clock = Clock.systemUTC();
        private Duration deadline = Duration.ofSeconds(5);
        private Optional<Executor> executor = Optional.empty();

        Builder() {}

        /** Next, a source judged by its {@link PriceSource#usualPolicy}. */
        public Builder then(PriceSource source) {
            return then(source, source.usualPolicy());
        }

        /** Next, a source with one policy for all assets. */
        public Builder then(PriceSource source, PricePolicy policy) {
            sources.add(new Entry(source, policy, asset -> policy));
            return this;
        }

        /** Next, a source with a policy for each asset. */
        public Builder then(PriceSource source, Function<String, PricePolicy> policies) {
            sources.add(new Entry(source, source.usualPolicy(), policies));
            return this;
        }

        /** Ask every source each time, at once, so that the chosen price is compared with all the others. */
        public Builder crossCheck() {
            crossCheck = true;
            return this;
        }

        /**
         * {@link #crossCheck}, and refuse an asset whose usable prices are further than this from the chosen one. It must leave
         * room for what sources are off by design. A source without a usable price contradicts nobody, so the only one left is
         * believed: who needs a second one counts the usable {@link PriceChoice#opinions}.
         */
        public Builder maxDeviationBps(BigDecimal limit) {
            if (limit.signum() < 0) {
                throw new IllegalArgumentException("maxDeviationBps must not be negative, got " + limit);
            }
            maxDeviationBps = Optional.of(limit);
            return crossCheck();
        }

        /** Knows when markets trade; nobody, unless given. */
        public Builder calendar(MarketCalendar knows) {
            calendar = knows;
            return this;
        }

        /** Decides how old prices are; the system's unless given. */
        public Builder clock(InstantSource time) {
            clock = time;
            return this;
        }

        /** How long one source may take, in real time; 5 s unless given. */
        public Builder deadline(Duration each) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("deadline must be above zero, got " + each);
            }
            deadline = each.compareTo(FOREVER) < 0 ? each : FOREVER;
            return this;
        }

        /**
         * Where sources are asked, one thread for each at a time. If it has none to spare, the deadline passes without an answer. A
         * source that runs over its deadline is interrupted. Daemon threads that end when idle, unless given.
         */
        public Builder executor(Executor threads) {
            executor = Optional.of(threads);
            return this;
        }

        /**
         * The sources in order.
         *
         * @throws IllegalArgumentException if there is none, or two have the same name
         */
        public FirstOf build() {
            List<String> names =
                    sources.stream().map(entry -> entry.source.name()).toList();
            if (names.isEmpty() || Set.copyOf(names).size() != names.size()) {
                throw new IllegalArgumentException("give at least one source, each with its own name, got " + names);
            }
            return new FirstOf(this);
        }
    }
}
