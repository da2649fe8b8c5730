package dev.omnipoints.profile.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.omnipoints.profile.identity.CardFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammeBootstrapTest {
    @TempDir
    private Path folder;

    @Test
    void aProgrammeIsReadAsWritten() throws IOException {
        Path file = file("""
                {"programmes": [{"id": "demo", "cardPattern": "^299\\\\d{10}$", "cardCheck": "EAN13",
                                 "identitiesRequired": 1, "zone": "Europe/Paris"}]}""");

        assertThat(ProgrammeBootstrap.read(file)).singleElement().satisfies(programme -> {
            assertThat(programme.programme()).isEqualTo("demo");
            assertThat(programme.identitiesRequired()).isEqualTo(1);
            assertThat(programme.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
            assertThat(programme.cards().check()).isEqualTo(CardFormat.Check.EAN13);
            assertThat(programme.cards().accepts("2990000000019")).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | the file must be JSON",
                "[] | the file must be JSON",
                "{} | programmes must be a list",
                "{\"programmes\": [1]} | the file must be JSON",
                "{\"programmes\": [{\"id\": \"a\"}]} | programmes[0] must be an object with",
                "{\"programmes\": [{\"id\": \"A\", \"cardPattern\": \"x\", \"cardCheck\": \"NONE\","
                        + " \"identitiesRequired\": 1, \"zone\": \"UTC\"}]} | programmes[0].id must be",
                "{\"programmes\": [{\"id\": \"a\", \"cardPattern\": \"(\", \"cardCheck\": \"NONE\","
                        + " \"identitiesRequired\": 1, \"zone\": \"UTC\"}]} | programmes[0].cardPattern must be",
                "{\"programmes\": [{\"id\": \"a\", \"cardPattern\": \"x\", \"cardCheck\": \"LUHN\","
                        + " \"identitiesRequired\": 1, \"zone\": \"UTC\"}]} | programmes[0].cardCheck must be",
                "{\"programmes\": [{\"id\": \"a\", \"cardPattern\": \"x\", \"cardCheck\": \"NONE\","
                        + " \"identitiesRequired\": 0, \"zone\": \"UTC\"}]} | programmes[0].identitiesRequired must be",
                "{\"programmes\": [{\"id\": \"a\", \"cardPattern\": \"x\", \"cardCheck\": \"NONE\","
                        + " \"identitiesRequired\": 1}]} | programmes[0] must be an object with",
                "{\"programmes\": [{\"id\": \"a\", \"cardPattern\": \"x\", \"cardCheck\": \"NONE\","
                        + " \"identitiesRequired\": 1, \"zone\": \"Paris\"}]} | programmes[0].zone must be",
            })
    void aFileThatMeansNothingStopsTheStartAndSaysWhere(String json, String complaint) throws IOException {
        Path file = file(json);

        assertThatIllegalStateException()
                .isThrownBy(() -> ProgrammeBootstrap.read(file))
                .withMessageContaining(complaint)
                .withMessageContaining("programmes.json");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProgrammeBootstrap.read(folder.resolve("absent.json")))
                .withMessageContaining("the file must be readable");
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("programmes.json"), json);
    }
}
