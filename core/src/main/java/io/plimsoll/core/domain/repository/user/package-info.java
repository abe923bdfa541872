/** Where users are kept: {@link io.plimsoll.core.domain.repository.user.UserStore}. Personal data; a database of its own. */
@NullMarked
package io.plimsoll.core.domain.repository.user;

import org.jspecify.annotations.NullMarked;
