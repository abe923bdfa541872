/** What every implementation of the monitoring store must do. A subclass gives an empty store and is then a test class. */
@NullMarked
package io.plimsoll.core.testing.repository.monitoring;

import org.jspecify.annotations.NullMarked;
