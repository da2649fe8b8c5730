package dev.omnipoints.gateway.audit;

import dev.omnipoints.contracts.type.v1.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Something that one of the staff, or the bootstrap file, asks for.
 *
 * @param id the same for the same request sent again, whatever became of it before
 * @param target the id of the programme, member, operation, sale, draft of rules or API client it is about
 * @param counterpart the member who receives, of a transfer or a claimed sale; else null
 * @param beforeVersion of settings, drafts and segments: the version that is to be changed; else null
 */
public record Action(UUID id, Caller who, Word word, String target, String counterpart, Integer beforeVersion) {

    /** What is done, in a word. */
    public enum Word {
        /** The programme's settings got a new version. */
        UPDATE_PROGRAMME,
        /** Rules were written as a draft. */
        CREATE_RULES_DRAFT,
        /** A draft of rules was written anew. */
        UPDATE_RULES_DRAFT,
        /** A draft of rules was thrown away. */
        DELETE_RULES_DRAFT,
        /** A draft of rules became their next version. */
        PUBLISH_RULES,
        /** Points were given or taken by a person. */
        ADJUST,
        /** Pending points were made spendable. */
        CONFIRM,
        /** An earn, a redemption or a capture was undone, whole or part. */
        REVERSE,
        /** Points went from one member to another. */
        TRANSFER,
        /** A sale that was kept without a member was given to one. */
        CLAIM_SALE,
        /** A member was put in other segments. */
        SET_SEGMENTS,
        /** An API client is new, or may other things than before. */
        SET_CLIENT,
        /** An API client was ended with all of its keys, for good. */
        END_CLIENT,
        /** An API key is new, or ends at another time than before. */
        SET_KEY,
        /** An API key has ended. */
        END_KEY
    }

    private static final String BOOTSTRAP = "bootstrap";

    /** An action on points; the ledger knows the same key of the same client for the same member as one. */
    public static Action onPoints(Caller who, Word word, String target, String counterpart, String idempotencyKey) {
        return new Action(id(who, word, target, idempotencyKey), who, word, target, counterpart, null);
    }

    /** A change of the settings: the same content for the same version is the same change. */
    public static Action onProgramme(Caller who, int beforeVersion, String content) {
        String target = who.getProgramme();
        UUID id = id(who, Word.UPDATE_PROGRAMME, String.valueOf(beforeVersion), who.getActor() + ' ' + content);
        return new Action(id, who, Word.UPDATE_PROGRAMME, target, null, beforeVersion);
    }

    /**
     * A change of rules: of a new draft the same key of the same client, else the same content for the same version of
     * the draft is the same change.
     *
     * @param target the programme, of a new draft; else the draft
     * @param content the key of a new draft; of a change what it writes
     */
    public static Action onRules(Caller who, Word word, String target, Integer beforeVersion, String content) {
        UUID id = id(who, word, target + ' ' + beforeVersion, who.getActor() + ' ' + content);
        return new Action(id, who, word, target, null, beforeVersion);
    }

    /** A change of a member's segments: the same content for the same version is the same change. */
    public static Action onSegments(Caller who, String memberId, int beforeVersion, String content) {
        UUID id = id(who, Word.SET_SEGMENTS, memberId + ' ' + beforeVersion, who.getActor() + ' ' + content);
        return new Action(id, who, Word.SET_SEGMENTS, memberId, null, beforeVersion);
    }

    /**
     * A change of an API client or key by the bootstrap file.
     *
     * @param target the client's id; of a key, and the beginning of its hash
     */
    public static Action onAccess(String programme, Word word, String target) {
        Caller file = Caller.newBuilder()
                .setProgramme(programme)
                .setClient(BOOTSTRAP)
                .setActor(BOOTSTRAP)
                .build();
        return new Action(UUID.randomUUID(), file, word, target, null, null);
    }

    /**
     * A change of an API client or key by staff, in the transaction that makes it.
     *
     * @param target the client's id; of a key, and its own
     * @param beforeVersion of a client that there was; else null
     */
    public static Action onClient(Caller who, Word word, String target, Integer beforeVersion) {
        return new Action(UUID.randomUUID(), who, word, target, null, beforeVersion);
    }

    private static UUID id(Caller who, Word word, String target, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {who.getProgramme(), who.getClient(), word.name(), target, key}) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
                digest.update(text);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
