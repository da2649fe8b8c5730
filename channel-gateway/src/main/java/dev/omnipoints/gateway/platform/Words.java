package dev.omnipoints.gateway.platform;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Locale;

/** The words of the contracts' enums as clients see them: the name without the prefix of its type. */
public final class Words {
    private Words() {}

    /** {@code MEMBER_STATUS_ACTIVE} is told as {@code ACTIVE}. */
    public static String of(ProtocolMessageEnum value) {
        String type = value.getDescriptorForType().getName();
        String prefix = type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
        String name = value.getValueDescriptor().getName();
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
