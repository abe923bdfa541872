/**
 * Long-running parts of a program: start in order, stop in reverse within a deadline, repeat without overlap. Start from
 * {@link io.plimsoll.core.kit.runtime.ServiceGroup}.
 */
@NullMarked
package io.plimsoll.core.kit.runtime;

import org.jspecify.annotations.NullMarked;
