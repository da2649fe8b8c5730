package dev.omnipoints.profile.member;

import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesRequest;
import dev.omnipoints.contracts.profile.v1.SetSegmentsRequest;
import dev.omnipoints.profile.platform.Refused;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the segments that a member is to be in, and refuses what is not well-formed. */
final class SegmentsReader {
    // As a rule's segments are checked (docs/rules.md): a name that no rule could ask for is none.
    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
    // They are kept with every sale of the member.
    private static final int MOST = 50;

    private static final int PAGE_SIZE = 50;
    private static final int PAGE_LIMIT = 200;
    private static final Pattern PAGE_TOKEN = Pattern.compile("[1-9][0-9]{0,8}");

    private SegmentsReader() {}

    /**
     * The segments, in their order.
     *
     * @throws Refused FIELD_INVALID
     */
    static List<String> segments(SetSegmentsRequest request) {
        if (request.getSegmentsCount() > MOST) {
            throw Refused.fieldInvalid("segments", "Send at most " + MOST + " segments.");
        }
        SortedSet<String> segments = new TreeSet<>();
        for (int i = 0; i < request.getSegmentsCount(); i++) {
            String name = request.getSegments(i);
            if (!NAME.matcher(name).matches()) {
                throw Refused.fieldInvalid("segments[" + i + "]", "Send 1 to 64 visible ASCII characters.");
            }
            if (!segments.add(name)) {
                throw Refused.fieldInvalid("segments[" + i + "]", "Send each segment once.");
            }
        }
        return List.copyOf(segments);
    }

    /**
     * The version that is to be changed.
     *
     * @throws Refused FIELD_INVALID
     */
    static int expectedVersion(SetSegmentsRequest request) {
        if (request.getExpectedVersion() < 1) {
            throw Refused.fieldInvalid("expectedVersion", "Send the newest version, as it was read.");
        }
        return request.getExpectedVersion();
    }

    /**
     * How many changes are asked for.
     *
     * @throws Refused FIELD_INVALID
     */
    static int pageSize(ListSegmentsChangesRequest request) {
        int pageSize = request.hasPageSize() ? request.getPageSize() : PAGE_SIZE;
        if (pageSize < 1 || pageSize > PAGE_LIMIT) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        return pageSize;
    }

    /**
     * Below which version the page begins.
     *
     * @throws Refused FIELD_INVALID
     */
    static int below(ListSegmentsChangesRequest request) {
        String token = request.getPageToken();
        if (token.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (!PAGE_TOKEN.matcher(token).matches()) {
            throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before.");
        }
        return Integer.parseInt(token);
    }
}
