package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class PrivacyTest {
    private static final Profile PLANTED = Profile.newBuilder()
            .setGivenName("Plantedgiven")
            .setFamilyName("Plantedfamily")
            .setBirthDate("1931-07-29")
            .setLocale("tlh-AQ")
            .build();

    private static Gateway gateway;

    @BeforeAll
    static void connect() {
        gateway = Gateway.connect();
    }

    @AfterAll
    static void disconnect() {
        gateway.close();
    }

    @Test
    void noColumnOfAnyTableShowsAPersonalValue() {
        Identity card = Requests.card();
        Identity phone = Requests.phone();
        Identity email = Requests.email();
        EnrolRequest request = planted(card, phone, email);

        gateway.till().enrol(request);
        String tables = Tables.readable();

        assertThat(tables).contains("demo").doesNotContain(personalValues(request));
        assertThat(tables.toLowerCase()).doesNotContain(email.getValue().toLowerCase());
    }

    @Test
    void noLogLineShowsAPersonalValue() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        PatternFormatter formatter = new PatternFormatter("%s%e");
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                lines.add(formatter.format(
                        logRecord instanceof org.jboss.logmanager.ExtLogRecord ext
                                ? ext
                                : org.jboss.logmanager.ExtLogRecord.wrap(logRecord)));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        listener.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            EnrolRequest request = planted(Requests.card(), Requests.phone(), Requests.email());
            String memberId = gateway.till().enrol(request).getContext().getMemberId();
            gateway.till().enrol(request);
            gateway.till().resolve(Requests.resolve(request.getIdentities(0)));
            gateway.member(memberId).getMember(show(memberId));
            refused(request.toBuilder().putAttributes("plantedname", "other").build());
            refused(request.toBuilder().setIdempotencyKey(Requests.key()).build());
            refused(request.toBuilder()
                    .setIdempotencyKey(Requests.key())
                    .setProfile(PLANTED.toBuilder().setGivenName("Plantedgiven\0"))
                    .build());

            assertThat(String.join("\n", lines)).doesNotContain(personalValues(request));
        } finally {
            root.removeHandler(listener);
        }
    }

    @Test
    void erasingTheMembersKeyErasesThePersonAndKeepsTheMember() {
        Identity card = Requests.card();
        EnrolRequest request = planted(card);
        EnrolResponse enrolled = gateway.till().enrol(request);
        String memberId = enrolled.getContext().getMemberId();

        Tables.execute("UPDATE member SET wrapped_key = NULL WHERE member_id = '" + memberId + "'");

        GetMemberResponse shown = gateway.staff().getMember(show(memberId));
        assertThat(shown)
                .isEqualTo(GetMemberResponse.newBuilder()
                        .setContext(enrolled.getContext())
                        .setProfile(Profile.getDefaultInstance())
                        .setEnrolledAt(enrolled.getEnrolledAt())
                        .build());
        ResolveResponse resolved = gateway.till()
                .resolve(Requests.resolve(memberId).toBuilder()
                        .setWithDisplayName(true)
                        .build());
        assertThat(resolved.getContext()).isEqualTo(enrolled.getContext());
        assertThat(resolved.getDisplayName()).isEmpty();
        assertThat(gateway.till().enrol(request))
                .isEqualTo(enrolled.toBuilder()
                        .setReplayed(true)
                        .clearDisplayName()
                        .build());
    }

    @Test
    void equalValuesOfTwoMembersAreNotEqualInTheTables() {
        gateway.till().enrol(planted(Requests.card()));
        gateway.till().enrol(planted(Requests.card()));

        assertThat(Tables.query("SELECT count(*) - count(DISTINCT given_name) FROM member"))
                .as("given names that two rows share, those of members without a name apart")
                .containsExactly(Tables.query("SELECT count(*) FROM member WHERE given_name IS NULL")
                        .getFirst());
    }

    private static EnrolRequest planted(Identity... identities) {
        return Requests.enrol(identities)
                .setProfile(PLANTED)
                .putAttributes("plantedname", "plantedvalue")
                .build();
    }

    private static List<String> personalValues(EnrolRequest request) {
        List<String> values = new java.util.ArrayList<>(List.of(
                PLANTED.getGivenName(),
                PLANTED.getFamilyName(),
                PLANTED.getBirthDate(),
                PLANTED.getLocale(),
                "plantedname",
                "plantedvalue",
                request.getIdempotencyKey()));
        request.getIdentitiesList().forEach(identity -> values.add(identity.getValue()));
        return values;
    }

    private static void refused(EnrolRequest request) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> gateway.till().enrol(request)))
                .isInstanceOf(io.grpc.StatusRuntimeException.class);
    }

    private static GetMemberRequest show(String memberId) {
        return GetMemberRequest.newBuilder().setMemberId(memberId).build();
    }
}
