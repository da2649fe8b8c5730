package dev.omnipoints.profile.programme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Tables;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the bootstrap file says of the zone of a programme that is there already. */
@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class ProgrammeZoneTest {
    @Inject
    ProgrammeBootstrap bootstrap;

    @AfterEach
    void asItWas() {
        zoneIs("'Pacific/Auckland'");
    }

    @Test
    void aZoneThatIsNotKnownIsTakenFromTheFile() throws Throwable {
        zoneIs("NULL");

        bootstrap.insertMissing(new StartupEvent());

        assertThat(zone()).isEqualTo("Pacific/Auckland");
    }

    @Test
    void aZoneThatIsKnownStaysAsItIs() throws Throwable {
        zoneIs("'Asia/Tokyo'");

        bootstrap.insertMissing(new StartupEvent());

        assertThat(zone()).isEqualTo("Asia/Tokyo");
    }

    private static void zoneIs(String zone) {
        Tables.execute("UPDATE programme SET zone = " + zone + " WHERE id = 'plain'");
    }

    private static String zone() {
        return Tables.query("SELECT zone FROM programme WHERE id = 'plain'").getFirst();
    }
}
