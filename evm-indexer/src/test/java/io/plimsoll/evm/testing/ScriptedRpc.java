package io.plimsoll.evm.testing;

import io.plimsoll.core.kit.http.testing.FakeServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** An endpoint that answers each method with a fixed member, {@code "result":…} or {@code "error":…}. */
public final class ScriptedRpc extends FakeServer {
    private static final Pattern CALL = Pattern.compile("\"id\":(\\d+),\"method\":\"(\\w+)\"");

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
        List<String> answers = new ArrayList<>();
        Matcher calls = CALL.matcher(sent);
        while (calls.find()) {
            String member = members.getOrDefault(
                    calls.group(2), "\"error\":{\"code\":-32601,\"message\":\"the method does not exist\"}");
            answers.add("{\"jsonrpc\":\"2.0\",\"id\":" + calls.group(1) + "," + member + "}");
        }
        return json(sent.startsWith("[") ? answers.toString() : answers.get(0));
    }
}
