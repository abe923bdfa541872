package io.plimsoll.examples.indexer;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.index.IndexListener;
import io.plimsoll.evm.index.IndexProgress;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** A process that follows a node and prints how far it is after each step, until it is killed. */
final class FollowingIndexer {
    private static final Pattern STORED = Pattern.compile("stored to block (\\d+)\\.");
    private static final int BLOCKS_IN_A_STEP = 50;

    private FollowingIndexer() {}

    static OtherProcess start(String database, HttpUrl node, List<Address> tokens) {
        String[] arguments = new String[2 + tokens.size()];
        arguments[0] = database;
        arguments[1] = node.toString();
        for (int i = 0; i < tokens.size(); i++) {
            arguments[2 + i] = tokens.get(i).hex();
        }
        return OtherProcess.start(FollowingIndexer.class, arguments);
    }

    /** The checkpoint that it has reported last; −1 if none. */
    static long lastStored(OtherProcess process) {
        List<String> lines = process.lines();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher stored = STORED.matcher(lines.get(i));
            if (stored.matches()) {
                return Long.parseLong(stored.group(1));
            }
        }
        return -1;
    }

    public static void main(String[] args) throws IOException {
        JdbcStore store = OtherProcess.store(args[0]);
        List<Address> tokens = Arrays.stream(args).skip(2).map(Address::parse).toList();
        TransferIndex.of(TransferIndex.in(store), HttpUrl.get(args[1]), tokens)
                .largestRange(BLOCKS_IN_A_STEP)
                .listener(new IndexListener() {
                    @Override
                    public void progress(IndexProgress progress) {
                        progress.checkpoint()
                                .ifPresent(block -> System.out.println("stored to block " + block.number() + "."));
                    }

                    @Override
                    public void failed(RuntimeException error) {
                        error.printStackTrace(System.out);
                        Runtime.getRuntime().halt(1);
                    }
                })
                .build()
                .start();
        // until it is killed
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }
}
