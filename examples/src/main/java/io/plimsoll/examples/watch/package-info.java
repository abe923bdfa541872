/**
 * "Where is my load line?": watches accounts through all modules and says how near each is to liquidation. {@link
 * io.plimsoll.examples.watch.LoadLineMonitor} is the pipeline; {@link io.plimsoll.examples.watch.Demo} runs it on {@link
 * io.plimsoll.examples.watch.FakeWorld made-up} or {@link io.plimsoll.examples.watch.RecordedWorld recorded} accounts.
 */
@NullMarked
package io.plimsoll.examples.watch;

import org.jspecify.annotations.NullMarked;
