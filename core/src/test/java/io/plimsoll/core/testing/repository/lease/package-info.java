/** What every implementation of leases must do. */
@NullMarked
package io.plimsoll.core.testing.repository.lease;

import org.jspecify.annotations.NullMarked;
