package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Sends actions of every kind of signature with every logger of the process at its most talkative, and writes what fails. */
final class SigningProgram {
    private SigningProgram() {}

    /** Arguments: URL of the venue, the key, the folder of nonces. */
    public static void main(String[] args) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.ALL);

        LocalSigner signer = LocalSigner.fromHex(args[1]);
        try (Nonces nonces = Nonces.in(FileNonceStore.in(Path.of(args[2])), InstantSource.system())) {
            ExchangeClient exchange = ExchangeClient.of(
                    HttpJson.of("hyperliquid", new OkHttpClient(), Duration.ofSeconds(1)),
                    HttpUrl.get(args[0]),
                    ActionSigner.of(HyperliquidChain.TESTNET, signer, nonces),
                    VenueLimits.none(),
                    Duration.ofSeconds(1));
            MultiSigProposal<Accepted> proposal = exchange.signer().propose(signer.address(), new NoopAction());
            List<MultiSigSignature> signatures = List.of(proposal.sign(signer));
            List<Runnable> actions = List.of(
                    () -> exchange.submit(CancelAction.of(AssetId.perp(0), 7)),
                    () -> exchange.submit(UsdSendAction.of(signer.address(), BigDecimal.ONE)),
                    () -> exchange.submit(proposal, signatures));
            for (Runnable action : actions) {
                try {
                    action.run();
                } catch (SourceException e) {
                    e.printStackTrace(System.out);
                }
            }
            System.out.println("sent all through " + exchange + " " + exchange.signer() + " " + signer + " " + proposal
                    + " " + signatures + " " + nonces);
        }
    }
}
