/** What every store of incidents must do. */
@NullMarked
package io.plimsoll.core.testing.repository.incident;

import org.jspecify.annotations.NullMarked;
