/** The snippets of the README, compiled. */
@NullMarked
package io.plimsoll.examples.quickstart;

import org.jspecify.annotations.NullMarked;
