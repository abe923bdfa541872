/** What every store of users must do. */
@NullMarked
package io.plimsoll.core.testing.repository.user;

import org.jspecify.annotations.NullMarked;
