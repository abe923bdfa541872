/**
 * What runs over domain and kit together. Start from {@link io.plimsoll.core.engine.PipelineRun}: a job of several steps, each of
 * which may fail alone. {@link io.plimsoll.core.engine.Prices} makes one price source of several, and judges what they say.
 * {@link io.plimsoll.core.engine.Leadership} keeps the lease without which a process must not act.
 */
@NullMarked
package io.plimsoll.core.engine;

import org.jspecify.annotations.NullMarked;
