/** What every index repository must do, and made-up chains to show it with. */
@NullMarked
package io.plimsoll.core.testing.repository.index;

import org.jspecify.annotations.NullMarked;
