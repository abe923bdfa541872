package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.util.List;

/** Reads {@link UserFillsChannel.Message} as fast as it comes. */
final class UserFillsReader implements WireReader<UserFillsChannel.Message> {
    private static final Fields MESSAGE = Fields.of("user", "fills", "isSnapshot");
    private static final int REQUIRED = 0b11;
    private static final int FILLS = 4;
    private static final WireReader<UserFill> FILL = WireReader.of(UserFill.class);

    @Override
    public UserFillsChannel.Message read(JsonScanner in) {
        String user = "";
        List<UserFill> fills = List.of();
        Boolean isSnapshot = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(MESSAGE, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> user = in.text();
                    case 1 -> fills = in.list(FILL, FILLS);
                    case 2 -> isSnapshot = in.skipNull() ? null : (Boolean) in.flag();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new UserFillsChannel.Message(user, fills, isSnapshot);
    }
}
