/** The command line: {@link io.plimsoll.examples.launcher.Plimsoll}. */
@NullMarked
package io.plimsoll.examples.launcher;

import org.jspecify.annotations.NullMarked;
