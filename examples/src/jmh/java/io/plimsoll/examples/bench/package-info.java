/** What a whole pipeline costs, from the chain into the database, beside the least that its parts can be had for. */
package io.plimsoll.examples.bench;
