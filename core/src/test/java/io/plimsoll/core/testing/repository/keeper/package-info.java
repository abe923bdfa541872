/** What every keeper's store must do: one contract for each repository, and samples of what is stored. */
@NullMarked
package io.plimsoll.core.testing.repository.keeper;

import org.jspecify.annotations.NullMarked;
