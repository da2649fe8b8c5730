package dev.omnipoints.profile.member;

import dev.omnipoints.profile.identity.CardFormat;
import dev.omnipoints.profile.identity.Identity;
import dev.omnipoints.profile.identity.IdentityType;
import dev.omnipoints.profile.platform.Refused;

/** Reads identities from the wire, wherever one is accepted. */
final class IdentityReader {
    private IdentityReader() {}

    /**
     * The identity.
     *
     * @param at its JSON path, such as {@code identities[0]}
     * @throws Refused FIELD_INVALID, naming the type or the value
     */
    static Identity read(dev.omnipoints.contracts.profile.v1.Identity wire, CardFormat cards, String at) {
        IdentityType type = type(wire, at);
        return Identity.of(type, wire.getValue(), cards)
                .orElseThrow(() -> Refused.fieldInvalid(at + ".value", "A " + type + " is " + type.expected() + "."));
    }

    private static IdentityType type(dev.omnipoints.contracts.profile.v1.Identity wire, String at) {
        return switch (wire.getType()) {
            case IDENTITY_TYPE_CARD -> IdentityType.CARD;
            case IDENTITY_TYPE_PHONE -> IdentityType.PHONE;
            case IDENTITY_TYPE_EMAIL -> IdentityType.EMAIL;
            case IDENTITY_TYPE_EXTERNAL -> IdentityType.EXTERNAL;
            case IDENTITY_TYPE_APP_CODE ->
                throw Refused.fieldInvalid(at + ".type", "An APP_CODE is not taken here; send another identity.");
            case IDENTITY_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw Refused.fieldInvalid(at + ".type", "Send CARD, PHONE, EMAIL or EXTERNAL.");
        };
    }
}
