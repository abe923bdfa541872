package io.plimsoll.evm.testing;

import io.plimsoll.core.kit.http.testing.FakeServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** An endpoint that answers each method with a fixed member, {@code "result":…} or {@code "error":…}; single requests only. */
public final class ScriptedRpc extends FakeServer {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern METHOD = Pattern.compile("\"method\":\"(\\w+)\"");

    private final Map<String, String> members = new ConcurrentHashMap<>();

    /** Answers a method with {@code "result":} and this JSON. */
    public ScriptedRpc result(String method, String json) {
        members.put(method, "\"result\":" + json);
        return this;
    }

    /** Answers a method with {@code "error":} and this JSON. */
    public ScriptedRpc error(String method, String json) {
        members.put(method, "\"error\":" + json);
        return this;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        String sent = body(request);
        String member = members.getOrDefault(
                find(METHOD, sent), "\"error\":{\"code\":-32601,\"message\":\"the method does not exist\"}");
        return json("{\"jsonrpc\":\"2.0\",\"id\":" + find(ID, sent) + "," + member + "}");
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
