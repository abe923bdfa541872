package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.testing.FakeHermes.Tampering;
import io.plimsoll.pyth.update.MerkleRoot;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.Vaa;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes blobs as Hermes does, or not quite. Thread-safe. */
final class UpdateJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private volatile Tampering tampering = Tampering.NONE;
    private volatile boolean sorted;

    /** A price and the slot that it sits in. */
    private record Told(UpdateMessage.Price price, long slot) {}

    void tamper(Tampering how) {
        tampering = how;
    }

    void sortKeys() {
        sorted = true;
    }

    ObjectNode binary(List<byte[]> blobs, String encoding) {
        ObjectNode binary = JSON.objectNode();
        binary.put("encoding", encoding);
        ArrayNode data = binary.putArray("data");
        for (byte[] blob : blobs) {
            data.add(
                    "base64".equals(encoding)
                            ? Base64.getEncoder().encodeToString(blob)
                            : HexFormat.of().formatHex(blob));
        }
        return sorted ? sorted(binary) : binary;
    }

    /**
     * A whole {@code PriceUpdate}.
     *
     * @param archived whether it comes from Benchmarks, which do not know slots
     */
    ObjectNode priceUpdate(
            List<byte[]> blobs, Collection<Bytes32> wanted, boolean parsed, String encoding, boolean archived) {
        List<byte[]> sent = blobs.stream().map(this::tampered).toList();
        ObjectNode body = JSON.objectNode();
        body.set("binary", binary(sent, encoding));
        if (parsed) {
            Map<Bytes32, Told> told = new LinkedHashMap<>();
            for (byte[] blob : sent) {
                long slot = slot(blob);
                FeedBook.pricesIn(blob).forEach(price -> told.put(price.feedId(), new Told(price, slot)));
            }
            ArrayNode rows = body.putArray("parsed");
            told.values().stream()
                    .filter(row -> wanted.contains(row.price.feedId()))
                    .forEach(row -> rows.add(parsed(row, archived)));
        }
        return body;
    }

    /** Caps of publishers. */
    ObjectNode stakeCaps(byte[] blob, UpdateMessage.PublisherStakeCaps caps, boolean parsed, String encoding) {
        ObjectNode body = JSON.objectNode();
        body.set("binary", binary(List.of(blob), encoding));
        if (parsed) {
            ArrayNode rows = body.putArray("parsed").addObject().putArray("publisher_stake_caps");
            for (UpdateMessage.PublisherStakeCaps.Cap cap : caps.caps()) {
                rows.addObject()
                        .put("publisher", Base58.encode(cap.publisher().toBytes()))
                        .put("cap", new BigInteger(Long.toUnsignedString(cap.cap())));
            }
        }
        return body;
    }

    /**
     * A {@code price_update} of the websocket.
     *
     * @param blob that has the feed
     * @param verbose whether metadata are told
     * @param binary whether the signed bytes are
     */
    ObjectNode socketUpdate(byte[] blob, Bytes32 feed, boolean verbose, boolean binary) {
        byte[] sent = tampered(blob);
        UpdateMessage.Price price = FeedBook.pricesIn(sent).stream()
                .filter(one -> one.feedId().equals(feed))
                .findFirst()
                .orElseThrow();
        ObjectNode body = JSON.objectNode().put("type", "price_update");
        ObjectNode row = body.putObject("price_feed").put("id", feed.digits());
        row.set("price", rpcPrice(price.price(), price.conf(), price));
        row.set("ema_price", rpcPrice(price.emaPrice(), price.emaConf(), price));
        if (verbose) {
            row.putObject("metadata")
                    .put("slot", slot(sent))
                    .put("emitter_chain", 26)
                    .put("price_service_receive_time", price.publishTime() + 1)
                    .put("prev_publish_time", price.prevPublishTime());
        }
        if (binary) {
            row.put("vaa", Base64.getEncoder().encodeToString(sent));
        }
        return body;
    }

    private ObjectNode parsed(Told told, boolean archived) {
        UpdateMessage.Price price = told.price;
        long lie = tampering == Tampering.PARSED ? 1 : 0;
        ObjectNode row = JSON.objectNode();
        row.put("id", price.feedId().digits());
        row.set("price", rpcPrice(price.price() + lie, price.conf(), price));
        row.set("ema_price", rpcPrice(price.emaPrice(), price.emaConf(), price));
        ObjectNode metadata = row.putObject("metadata");
        if (archived) {
            metadata.putNull("slot").putNull("proof_available_time");
        } else {
            metadata.put("slot", told.slot).put("proof_available_time", price.publishTime() + 1);
        }
        metadata.put("prev_publish_time", price.prevPublishTime());
        return sorted ? sorted(row) : row;
    }

    private static ObjectNode rpcPrice(long price, long conf, UpdateMessage.Price of) {
        return JSON.objectNode()
                .put("price", Long.toString(price))
                .put("conf", Long.toUnsignedString(conf))
                .put("expo", of.expo())
                .put("publish_time", of.publishTime());
    }

    private static ObjectNode sorted(ObjectNode node) {
        ObjectNode result = JSON.objectNode();
        node.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> result.set(
                        field.getKey(),
                        field.getValue() instanceof ObjectNode inner ? sorted(inner) : field.getValue()));
        return result;
    }

    private static long slot(byte[] blob) {
        return MerkleRoot.decode(Vaa.decode(UpdateCodec.decode(blob).vaa()).payload())
                .slot();
    }

    private byte[] tampered(byte[] blob) {
        byte[] changed = blob.clone();
        int vaaEnd = 10 + UpdateCodec.decode(blob).vaa().length;
        switch (tampering) {
            case NONE, PARSED -> {}
            // last byte of the price in the first message: after count and length, type and feed id
            case PRICE -> changed[vaaEnd + 3 + 1 + 32 + 7] ^= 1;
            // first byte of r of the first signature
            case SIGNATURE -> changed[10 + 6 + 1] ^= 1;
        }
        return changed;
    }
}
