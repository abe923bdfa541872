/**
 * JSON over HTTP for the clients: {@link io.plimsoll.core.kit.http.HttpJson} sends, decodes and turns every way to fail
 * into a {@link io.plimsoll.core.foundation.error.SourceException}.
 *
 * <p>Needs OkHttp and Jackson, which core declares as optional. Retries, limits and streams are not here.
 */
@NullMarked
package io.plimsoll.core.kit.http;

import org.jspecify.annotations.NullMarked;
