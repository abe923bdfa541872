/** What the examples serve to a browser, on loopback only. */
@NullMarked
package io.plimsoll.examples.web;

import org.jspecify.annotations.NullMarked;
