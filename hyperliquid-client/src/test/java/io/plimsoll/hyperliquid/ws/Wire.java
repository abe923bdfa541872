package io.plimsoll.hyperliquid.ws;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Frames and rows in the venue's words; a row is told by its time. */
final class Wire {
    static final String USER = "0x1111111111111111111111111111111111111111";
    static final String OTHER = "0x2222222222222222222222222222222222222222";

    private Wire() {}

    static String frame(String channel, String data) {
        return "{\"channel\":\"" + channel + "\",\"data\":" + data + "}";
    }

    static String book(String coin, long time) {
        return frame(
                "l2Book",
                "{\"coin\":\"" + coin + "\",\"time\":" + time
                        + ",\"levels\":[[{\"px\":\"1.5\",\"sz\":\"2\",\"n\":1}],[{\"px\":\"1.6\",\"sz\":\"3\",\"n\":2}]]}");
    }

    static String trade(long time) {
        return "{\"coin\":\"BTC\",\"side\":\"B\",\"px\":\"10\",\"sz\":\"1\",\"time\":" + time
                + ",\"hash\":\"0x00\",\"tid\":" + (time % 1000) + ",\"users\":[\"" + USER + "\",\"" + OTHER + "\"]}";
    }

    static String trades(long... times) {
        return frame("trades", list(LongStream.of(times).mapToObj(Wire::trade).collect(Collectors.joining(","))));
    }

    static String fill(long time) {
        return "{\"coin\":\"BTC\",\"px\":\"10\",\"sz\":\"1\",\"side\":\"B\",\"time\":" + time
                + ",\"startPosition\":\"0.0\",\"dir\":\"Open Long\",\"closedPnl\":\"0.0\",\"hash\":\"0x00\",\"oid\":7,"
                + "\"crossed\":true,\"fee\":\"0.1\",\"tid\":" + (time % 1000 + 1)
                + ",\"feeToken\":\"USDC\",\"twapId\":null}";
    }

    static String fillRows(long... times) {
        return list(LongStream.of(times).mapToObj(Wire::fill).collect(Collectors.joining(",")));
    }

    static String fills(long... times) {
        return fillsOf(USER, false, times);
    }

    static String fillSnapshot(long... times) {
        return fillsOf(USER, true, times);
    }

    static String fillsOf(String user, boolean snapshot, long... times) {
        return frame(
                "userFills",
                "{" + (snapshot ? "\"isSnapshot\":true," : "") + "\"user\":\"" + user + "\",\"fills\":"
                        + fillRows(times) + "}");
    }

    static String openOrder(long oid, String sz, long time) {
        return "{\"coin\":\"BTC\",\"side\":\"B\",\"limitPx\":\"10\",\"sz\":\"" + sz + "\",\"oid\":" + oid
                + ",\"timestamp\":" + time + ",\"origSz\":\"1.0\"}";
    }

    static String frontendOrder(long oid, String sz, long time) {
        return "{\"coin\":\"BTC\",\"side\":\"B\",\"limitPx\":\"10\",\"sz\":\"" + sz + "\",\"oid\":" + oid
                + ",\"timestamp\":" + time + ",\"origSz\":\"1.0\",\"triggerCondition\":\"N/A\",\"isTrigger\":false,"
                + "\"triggerPx\":\"0.0\",\"children\":[],\"isPositionTpsl\":false,\"reduceOnly\":false,"
                + "\"orderType\":\"Limit\",\"tif\":\"Gtc\",\"cloid\":null}";
    }

    static String orderUpdate(long oid, String status, long time) {
        return frame(
                "orderUpdates",
                "[{\"order\":" + openOrder(oid, "1.0", time) + ",\"status\":\"" + status + "\",\"statusTimestamp\":"
                        + time + "}]");
    }

    static String historicalOrder(long oid, String status, long time) {
        return "{\"order\":" + frontendOrder(oid, "1.0", time) + ",\"status\":\"" + status + "\",\"statusTimestamp\":"
                + time + "}";
    }

    static String list(String rows) {
        return "[" + rows + "]";
    }
}
