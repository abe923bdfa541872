/** What came of a job of several steps: {@link io.plimsoll.core.domain.pipeline.PipelineReport}. Running it is the engine's. */
@NullMarked
package io.plimsoll.core.domain.pipeline;

import org.jspecify.annotations.NullMarked;
