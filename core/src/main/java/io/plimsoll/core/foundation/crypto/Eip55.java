package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Address text with a checksum in the case of its letters.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-55">EIP-55</a>
 */
public final class Eip55 {
    private Eip55() {}

    /** The checksummed text of an address. */
    public static String format(Address address) {
        String digits = address.hex().substring(2);
        byte[] hash = Keccak256.hash(digits.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            char digit = digits.charAt(i);
            text.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
        }
        return text.toString();
    }

    /**
     * An address typed by a person: letters all of one case are taken as they are, mixed case must carry the right
     * checksum.
     *
     * @throws IllegalArgumentException if it is no address, or the checksum is wrong (most often a typing error)
     */
    public static Address parse(String text) {
        Address address = Address.parse(text);
        String digits = text.substring(text.length() - 40);
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !format(address).endsWith(digits)) {
            throw new IllegalArgumentException(
                    "address " + text + " has a wrong checksum: check each digit, or write it in lower case");
        }
        return address;
    }
}
