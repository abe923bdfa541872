/** Pyth behind core's ports: {@link io.plimsoll.pyth.source.PythPriceSource} gives only prices whose signatures it has checked. */
@NullMarked
package io.plimsoll.pyth.source;

import org.jspecify.annotations.NullMarked;
