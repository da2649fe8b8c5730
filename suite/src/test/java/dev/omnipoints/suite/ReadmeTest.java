package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sends every request of the README, in order, and holds every answer against what the README prints. */
class ReadmeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXAMPLE = Pattern.compile("```http\\n(.*?)```\\s+```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("\\./omnipoints ([a-z]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    /** Values that differ from run to run: ids, proofs, and times of recording, which alone have microseconds. */
    private static final Pattern CHANGING = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}"
            + "|earn_[A-Za-z0-9_-]{32}|[A-Za-z0-9_-]{56}|.*T.*\\.\\d+Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> printed = new HashMap<>();
    private String memberId;

    @Test
    void everyRequestGetsTheAnswerThatIsPrinted() throws Exception {
        Matcher examples = EXAMPLE.matcher(readme());
        int count = 0;
        while (examples.find()) {
            JsonNode expected = JSON.readTree(examples.group(2));
            JsonNode actual = JSON.readTree(send(examples.group(1)));
            assertSame(expected, actual, examples.group(1).lines().findFirst().orElseThrow() + " " + actual);
            memberId = actual.path("memberId").asText(memberId);
            count++;
        }
        assertThat(count).isEqualTo(5);
    }

    @Test
    void everyCommandThatIsNamedIsThere() throws Exception {
        Set<String> named = COMMAND.matcher(readme())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        String script = Files.readString(Cli.home().resolve("omnipoints"));

        assertThat(named).contains("up", "test");
        assertThat(named)
                .allSatisfy(
                        command -> assertThat(script).containsPattern("(?m)^\\s*[a-z |]*\\b" + command + "\\b.*\\)"));
    }

    @Test
    void everyLinkLeadsSomewhere() throws Exception {
        assertThat(LINK.matcher(readme()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Cli.home().resolve(link)).exists());
    }

    private String send(String example) throws IOException, InterruptedException {
        String[] parts = example.split("\\n\\n", 2);
        String[] lines = parts[0].split("\\n");
        String[] first = lines[0].split(" ");
        var local = RunningSuite.get().local();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(local.rest() + first[1]));
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            request.header(header[0], filledIn(header[1].strip()));
        }
        boolean hasBody = parts.length > 1 && !parts[1].isBlank();
        request.method(first[0], hasBody ? BodyPublishers.ofString(parts[1]) : BodyPublishers.noBody());
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private String filledIn(String value) throws IOException, InterruptedException {
        return switch (value) {
            case "{STORE key}" -> RunningSuite.get().local().keys().get("STORE");
            case "{WEB key}" -> RunningSuite.get().local().keys().get("WEB");
            case "{a new key}" -> UUID.randomUUID().toString();
            case "Bearer {member token}" ->
                "Bearer " + RunningSuite.get().gateway().memberToken(memberId);
            default -> value;
        };
    }

    private void assertSame(JsonNode expected, JsonNode actual, String where) {
        assertThat(actual.getNodeType()).as(where).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            Set<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            Set<String> actualNames = new TreeSet<>();
            actual.fieldNames().forEachRemaining(actualNames::add);
            assertThat(actualNames.stream().filter(name -> !name.equals("nextPageToken")))
                    .as(where)
                    .containsExactlyElementsOf(names);
            names.forEach(name -> assertSame(expected.get(name), actual.get(name), name + " in " + where));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), actual.get(i), i + " in " + where);
            }
        } else if (CHANGING.matcher(expected.asText()).matches()) {
            assertThat(actual.asText()).as(where).matches(CHANGING);
            if (!expected.asText().contains("T09:30")) {
                assertThat(printed.computeIfAbsent(expected.asText(), first -> actual.asText()))
                        .as(where)
                        .isEqualTo(actual.asText());
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Cli.home().resolve(Path.of("README.md")));
    }
}
