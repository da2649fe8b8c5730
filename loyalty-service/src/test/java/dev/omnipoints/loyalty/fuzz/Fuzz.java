package dev.omnipoints.loyalty.fuzz;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Sales;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Requests at random, of which each field is right, nearly right or plainly wrong; the same seed asks the same. Ids
 * that answers told are used again.
 */
final class Fuzz {

    private static final int DEPTH = 4;
    private static final long MOST = 1_000_000_000_000L;
    private static final List<Long> NUMBERS =
            List.of(0L, -1L, 1L, MOST, MOST + 1, (long) Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "é\uD83D\uDE00",
            "null",
            "-1",
            "'; DROP TABLE journal; --",
            "k".repeat(256),
            "x".repeat(70_000),
            "hold_",
            "earn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "0190aaaa-0000-7000-8000-000000000001",
            "0190AAAA-0000-7000-8000-000000000001",
            "2026-02-30",
            "+999999999-12-31",
            "0".repeat(32));

    private final Random random;
    private final List<MemberContext> members = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    Fuzz(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            members.add(Sales.active());
        }
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Whether that which happens once in so many times does. */
    boolean seldom(int times) {
        return random.nextInt(times) == 0;
    }

    /** An id that an answer told. */
    void heard(String id) {
        if (!id.isEmpty() && ids.size() < 200) {
            ids.add(id);
        }
    }

    byte[] bytes(byte[] like) {
        if (like.length == 0 || random.nextBoolean()) {
            byte[] any = new byte[1 + random.nextInt(40)];
            random.nextBytes(any);
            return any;
        }
        byte[] broken = like.clone();
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        return Arrays.copyOf(broken, 1 + random.nextInt(broken.length));
    }

    /** Most often someone who may; now and then someone else, or of a programme that is not there. */
    Caller caller(String method) {
        String programme = seldom(15) ? "nowhere" : one(List.of("demo", "demo", "slow"));
        Caller likely = switch (method) {
            case "Adjust", "Transfer" -> Calls.staff(programme, "care-F");
            case "Merge", "UndoMerge", "OpenAccount", "SetStatus" -> Calls.profileService(programme);
            default -> Calls.till(programme, "till-F");
        };
        return !seldom(6)
                ? likely
                : likely.toBuilder()
                        .setKind(one(List.of(CallerKind.values()).subList(1, 6)))
                        .setActor(one(members).getMemberId())
                        .build();
    }

    Message request(Message prototype) {
        return fill(prototype.newBuilderForType(), 0).build();
    }

    private Message.Builder fill(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean wrong = seldom(12);
            if (seldom(wrong ? 3 : 8) || field.getContainingOneof() != null && seldom(2)) {
                continue;
            }
            if (field.isRepeated()) {
                for (int n = wrong ? random.nextInt(300) : 1; n > 0 && depth < DEPTH; n--) {
                    message.addRepeatedField(field, value(message, field, wrong, depth));
                }
            } else {
                message.setField(field, value(message, field, wrong, depth));
            }
        }
        if (seldom(30)) {
            message.setUnknownFields(UnknownFieldSet.newBuilder()
                    .addField(
                            900, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                    .build());
        }
        return message;
    }

    private Object value(Message.Builder message, FieldDescriptor field, boolean wrong, int depth) {
        return switch (field.getJavaType()) {
            case STRING -> wrong ? one(TEXTS) : text(field.getName());
            case LONG -> wrong ? one(NUMBERS) : (Object) (long) (1 + random.nextInt(30));
            case INT -> wrong ? (Object) one(NUMBERS).intValue() : 1 + random.nextInt(100);
            case BOOLEAN -> random.nextBoolean();
            case ENUM -> enumValue(field, wrong);
            case MESSAGE -> nested(message, field, wrong, depth);
            default -> throw new IllegalStateException(field.getFullName());
        };
    }

    private EnumValueDescriptor enumValue(FieldDescriptor field, boolean wrong) {
        return wrong
                ? field.getEnumType().findValueByNumberCreatingIfUnknown(one(List.of(0, 77, -1)))
                : one(field.getEnumType().getValues());
    }

    private Message nested(Message.Builder message, FieldDescriptor field, boolean wrong, int depth) {
        Message.Builder nested = message.newBuilderForField(field);
        if (wrong && seldom(3) || depth >= DEPTH) {
            return nested.build();
        }
        if (!wrong && nested instanceof MemberContext.Builder) {
            return one(members);
        }
        if (!wrong && field.getMessageType().getFullName().equals("google.protobuf.Timestamp")) {
            return Sales.timestamp(Instant.now());
        }
        if (!wrong && field.getMessageType().getName().equals("Sale")) {
            return seldom(2)
                    ? Sales.sale(500).build()
                    : fill(Sales.sale(500), depth + 1).build();
        }
        return fill(nested, depth + 1).build();
    }

    private String text(String field) {
        return switch (field) {
            case "idempotency_key", "key" -> Sales.fresh();
            case "member_id" -> one(members).getMemberId();
            case "hold_id", "operation_id", "sale_id" -> ids.isEmpty() ? "hold_x" : one(ids);
            case "expires_on", "business_date" -> "2031-01-01";
            case "currency" -> "EUR";
            case "page_token", "settings_json" -> "";
            case "reason" -> "GOODWILL";
            default -> field + random.nextInt(10);
        };
    }
}
