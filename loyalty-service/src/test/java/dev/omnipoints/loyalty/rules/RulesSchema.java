package dev.omnipoints.loyalty.rules;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;

/** The published schema, as a validator that is not ours reads it. */
final class RulesSchema {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(RuleSchema.text());

    private RulesSchema() {}

    /** What it says against a document; empty: nothing. */
    static List<String> against(String document) {
        return SCHEMA.validate(document, InputFormat.JSON).stream()
                .map(message -> message.getInstanceLocation() + ": " + message.getMessage())
                .toList();
    }
}
