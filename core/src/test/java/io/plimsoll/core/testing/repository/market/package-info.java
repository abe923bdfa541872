/** What every market store must do: one contract for each repository, run on each implementation. */
@NullMarked
package io.plimsoll.core.testing.repository.market;

import org.jspecify.annotations.NullMarked;
