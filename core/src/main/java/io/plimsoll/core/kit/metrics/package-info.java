/**
 * Metrics through Micrometer, which core declares as optional: {@link io.plimsoll.core.kit.metrics.MicrometerMetrics}.
 */
@NullMarked
package io.plimsoll.core.kit.metrics;

import org.jspecify.annotations.NullMarked;
