/** What writing through the stores costs beside the least that the databases' own drivers can do it for. */
package io.plimsoll.jdbc.bench;
