package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** What may stand in the place of anything. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "-1",
            "1001",
            "1.5",
            "1000000000001",
            "\"\"",
            "\"1\"",
            "\"0.5\"",
            "\"a/\"",
            "\"24:00\"",
            "\"2026-11-30T18:00\"",
            "\"LINE\"",
            "\"SALE\"",
            "\"TOTAL\"",
            "\"EXCLUSIVE\"",
            "\"é\"",
            "[]",
            "[\"STORE\"]",
            "[\"MONDAY\",\"MONDAY\"]",
            "{}",
            "{\"EUR\":1}",
            "{\"points\":\"1\"}");

    private static final List<String> DOCUMENTS = List.of("""
            {"rules": [{"id": "a", "name": "A", "text": "T", "validFrom": "2026-11-01", "validTo": "2026-12-01T18:00",
              "event": "SALE", "channels": ["STORE"], "stores": ["S"], "code": "C",
              "member": {"tiers": ["T"], "segments": ["S"], "flags": ["F"], "firstSale": true},
              "times": [{"days": ["MONDAY"], "from": "17:00", "to": "20:00"}],
              "lines": {"include": {"skus": ["A"], "categories": ["c"], "labels": ["l"], "when": "true"},
                        "exclude": {"labels": ["m"]}},
              "basket": {"minimum": {"EUR": 5000}, "minimumOf": "LINES"},
              "award": {"rate": {"points": "1.5", "per": {"EUR": 100}, "base": "NET", "of": "LINES",
                                 "proportional": true}},
              "stacking": {"mode": "EXCLUSIVE", "group": "g", "priority": 10, "stop": true, "stackable": false},
              "caps": [{"points": 500, "per": "WEEK"}, {"uses": 1, "per": "DAY"}],
              "rounding": {"mode": "HALF_UP", "place": "LINE"}}],
             "caps": [{"points": 9, "per": "DAY"}]}""", """
            {"rules": [{"id": "a", "name": "A", "event": "visit", "member": {"segments": ["S"]},
              "award": {"bestOf": [{"fixed": {"points": "1", "multiplied": false}}, {"fixed": {"points": "2"}}]},
              "stacking": {"mode": "ADDITIVE", "stackable": true}, "caps": [{"uses": 1, "per": "LIFETIME"}]},
             {"id": "b", "name": "B", "award": {"multiplier": {"factor": "2"}}},
             {"id": "c", "name": "C", "award": {"perUnit": {"points": "2", "multiplied": true}},
              "rounding": {"place": "SALE"}}]}""");

    @Test
    void whateverTheReaderTakesTheSchemaTakesToo() throws JsonProcessingException {
        int taken = 0;
        int refused = 0;
        for (String document : DOCUMENTS) {
            for (JsonPointer place : places(JSON.readTree(document), JsonPointer.empty())) {
                for (String value : VALUES) {
                    String changed = with(JSON.readTree(document), place, JSON.readTree(value));
                    if (isTaken(changed)) {
                        assertThat(RulesSchema.against(changed)).as(changed).isEmpty();
                        taken++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(taken).isGreaterThan(100);
        assertThat(refused).isGreaterThan(1_000);
    }

    private static boolean isTaken(String document) {
        try {
            RulesDocument.of(document).read("", 1);
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    /** Every place below a node. */
    private static List<JsonPointer> places(JsonNode node, JsonPointer at) {
        List<JsonPointer> places = new ArrayList<>();
        node.properties().forEach(field -> {
            JsonPointer place = at.appendProperty(field.getKey());
            places.add(place);
            places.addAll(places(field.getValue(), place));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(at.appendIndex(i));
            places.addAll(places(node.get(i), at.appendIndex(i)));
        }
        return places;
    }

    private static String with(JsonNode document, JsonPointer place, JsonNode value) {
        switch (document.at(place.head())) {
            case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
            default -> throw new IllegalStateException(place + " is in neither");
        }
        return document.toString();
    }
}
