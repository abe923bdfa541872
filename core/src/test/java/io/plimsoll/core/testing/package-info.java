/**
 * Fixtures for the tests of all modules, shared through core's test-jar: {@link io.plimsoll.core.testing.ManualClock},
 * {@link io.plimsoll.core.testing.Corpus}, {@link io.plimsoll.core.testing.Required}, the contract tests of the repositories,
 * and {@link io.plimsoll.core.testing.Timing} of the benchmarks.
 */
@NullMarked
package io.plimsoll.core.testing;

import org.jspecify.annotations.NullMarked;
