package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process that uses a key's nonces: it writes the last one and holds the file until its input ends. */
final class NonceHolder {
    private NonceHolder() {}

    public static void main(String[] args) throws IOException {
        Nonces nonces = Nonces.in(FileNonceStore.in(Path.of(args[0])), InstantSource.system());
        Address signer = Address.parse(args[1]);
        long last = 0;
        for (int i = 0; i < 1000; i++) {
            last = nonces.next(signer);
        }
        System.out.println(last);
        System.in.read();
        nonces.close();
    }
}
