package dev.omnipoints.loyalty.programme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Fields;
import dev.omnipoints.loyalty.platform.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Programmes' settings as JSON (docs/operator.md): as operators write them, and back with every default written out.
 */
final class SettingsJson {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final Pattern PROGRAMME_ID = Pattern.compile("[a-z0-9-]{1,32}");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SettingsJson() {}

    /**
     * A change of settings as it comes over the wire.
     *
     * @return a version without number and date
     * @throws Refused MALFORMED_REQUEST, or FIELD_INVALID with a path below {@code settings}
     */
    static ProgrammeVersion change(String programme, String json) {
        if (json.length() > MAX_LENGTH) {
            throw Refused.of(Reason.REASON_BODY_TOO_LARGE, "Settings are at most " + MAX_LENGTH + " characters.");
        }
        try {
            JsonNode settings = MAPPER.readTree(json);
            if (settings.isMissingNode()) {
                throw malformed();
            }
            return Settings.read(programme, "settings", settings, Set.of());
        } catch (JsonProcessingException unparsable) {
            throw malformed();
        }
    }

    private static Refused malformed() {
        return Refused.of(
                Reason.REASON_MALFORMED_REQUEST, "Send the settings as one JSON object, each name in it once.");
    }

    /**
     * The programmes of a bootstrap file: {@code {"programmes": [{"id": …, …settings}]}}.
     *
     * @return versions without number and date
     * @throws Refused FIELD_INVALID with a path into the file
     */
    static List<ProgrammeVersion> file(byte[] content) throws IOException {
        JsonNode root = MAPPER.readTree(content);
        Fields.of("", root, Set.of("programmes"));
        JsonNode programmes = root.path("programmes");
        if (!programmes.isArray()) {
            throw Refused.fieldInvalid("programmes", "Write a JSON array.");
        }
        List<ProgrammeVersion> versions = new ArrayList<>();
        for (JsonNode programme : programmes) {
            String path = "programmes[" + versions.size() + "]";
            String id = programme.path("id").asText();
            if (!PROGRAMME_ID.matcher(id).matches()) {
                throw Refused.fieldInvalid(path + ".id", "Write 1 to 32 of a to z, 0 to 9 and -.");
            }
            versions.add(Settings.read(id, path, programme, Set.of("id")));
        }
        return versions;
    }

    /** The settings of a version, every default written out; what does not apply is left out. */
    static String of(ProgrammeVersion row) {
        ObjectNode settings = MAPPER.createObjectNode();
        settings.put("zone", row.zone);
        Stream.of(row.currencies).forEach(settings.putArray("currencies")::add);
        settings.put("earnPoints", row.earnPoints);
        settings.put("earnPerUnits", row.earnPerUnits);
        expiry(settings.putObject("expiry"), row);
        ObjectNode pending = settings.putObject("pending").put("kind", row.pendingKind);
        if (row.pendingKind.equals("DAYS")) {
            pending.put("days", row.pendingDays);
        } else if (row.pendingKind.equals("DATE")) {
            pending.put("date", row.pendingDate.toString());
        }
        settings.put("debtPolicy", row.debtPolicy);
        settings.put("negativeAdjustments", row.negativeAdjustments);
        settings.put("returnPolicy", row.returnPolicy);
        settings.put("giveBackPolicy", row.giveBackPolicy);
        settings.put("giveBackGraceDays", row.giveBackGraceDays);
        settings.put("transferPolicy", row.transferPolicy);
        settings.putObject("hold").put("ttlSeconds", row.holdTtlSeconds).put("openLimit", row.openHoldsLimit);
        if (row.saleAgeDays == null) {
            settings.put("salesOfAnyAge", true);
        } else {
            settings.put("saleAgeDays", row.saleAgeDays);
        }
        settings.put("saleLinesLimit", row.saleLinesLimit);
        settings.put("spreadBasketDiscount", row.spreadBasketDiscount);
        settings.putObject("pointsTender")
                .put("offline", row.offlineTenderPolicy)
                .put("earns", row.pointsTenderEarns);
        if (row.redeemPoints != null) {
            settings.putObject("redeem")
                    .put("points", row.redeemPoints)
                    .put("money", row.redeemMoney)
                    .put("step", row.redeemStep)
                    .put("minimum", row.redeemMinimum)
                    .put("sharePercent", row.redeemSharePercent);
        }
        Stream.of(row.proofIdentities).forEach(settings.putArray("proofIdentities")::add);
        return settings.toString();
    }

    private static void expiry(ObjectNode expiry, ProgrammeVersion row) {
        expiry.put("kind", row.expiryKind);
        switch (row.expiryKind) {
            case "PERIOD", "INACTIVITY" ->
                expiry.put("length", row.expiryLength)
                        .put("unit", row.expiryUnit)
                        .put("alignment", row.expiryAlignment);
            case "DATE" -> expiry.put("date", row.expiryDate.toString());
            default -> {
                // NEVER says it all.
            }
        }
    }
}
