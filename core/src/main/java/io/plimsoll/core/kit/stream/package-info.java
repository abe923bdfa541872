/**
 * One long-lived stream over websockets or server-sent events that survives everything short of being stopped. Start from
 * {@link io.plimsoll.core.kit.stream.StreamSession}; what it tells is a {@link io.plimsoll.core.kit.stream.StreamEvent}.
 *
 * <p>Needs OkHttp, and okhttp-sse for server-sent events; core declares both as optional. What a frame means, what to
 * subscribe to and how to fill a gap is not here: that is each client's.
 */
@NullMarked
package io.plimsoll.core.kit.stream;

import org.jspecify.annotations.NullMarked;
