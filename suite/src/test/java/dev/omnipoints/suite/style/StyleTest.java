package dev.omnipoints.suite.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.style.Sources.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sizes, names and habits (docs/architecture.md, "House rules"). The formatter holds the rest. */
class StyleTest {
    private static final int FILE_LINES = 300;
    private static final int METHOD_LINES = 60;
    private static final int LINE_LENGTH = 120;
    private static final Set<String> EMPTY_NAMES =
            Set.of("common", "util", "utils", "helper", "helpers", "core", "misc");
    private static final Pattern LEFT_OVER =
            Pattern.compile("TO" + "DO|FIX" + "ME|Thread\\.sl" + "eep|@Dis" + "abled|printStack" + "Trace");
    private static final Pattern MACHINE = Pattern.compile("\"/(?:work|farm|root|home)/");
    private static final Pattern METHOD = Pattern.compile("^    (?! |.*\\brecord )"
            + "(?:public |protected |private |static |final |abstract |synchronized |default |<)*"
            + "[\\w<>\\[\\], .?]+ ?\\w*\\(.*");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:abstract |final |sealed )*(?:class|interface|record|enum) ");

    @Test
    void filesAreUnderThreeHundredLines() {
        assertThat(broken(source -> source.lines().size() >= FILE_LINES)).isEmpty();
    }

    @Test
    void linesAreAtMostAHundredAndTwentyLong() {
        assertThat(broken(source -> source.lines().stream().anyMatch(line -> line.length() > LINE_LENGTH)))
                .isEmpty();
    }

    @Test
    void methodsAreUnderSixtyLines() {
        List<String> tooLong = new ArrayList<>();
        for (Source source : Sources.all()) {
            List<String> lines = source.lines();
            for (int start = 0; start < lines.size(); start++) {
                if (METHOD.matcher(lines.get(start)).matches() && end(lines, start) - start >= METHOD_LINES) {
                    tooLong.add(source.path() + ":" + (start + 1));
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** A method of a top-level type ends at the first brace in its own column; others are part of one that does. */
    private static int end(List<String> lines, int start) {
        for (int i = start; i < lines.size(); i++) {
            if (lines.get(i).equals("    }")
                    || lines.get(i).equals("    {}")
                    || i == start && lines.get(i).endsWith("}")) {
                return i;
            }
            if (i == start && lines.get(i).endsWith(";")) {
                return i;
            }
        }
        return lines.size();
    }

    @Test
    void nothingIsLeftForLaterAndNoTestSleeps() {
        assertThat(broken(source -> LEFT_OVER.matcher(source.text()).find())).isEmpty();
    }

    @Test
    void noFileNamesAFolderOfOneMachine() {
        assertThat(broken(source -> MACHINE.matcher(source.text()).find())).isEmpty();
    }

    @Test
    void importsNameWhatTheyImport() {
        assertThat(broken(source -> source.text().lines().anyMatch(line -> line.matches("import .*\\*;"))))
                .isEmpty();
    }

    @Test
    void packagesSayWhatTheyAreAbout() {
        assertThat(broken(source ->
                        Set.of(source.packageName().split("\\.")).stream().anyMatch(EMPTY_NAMES::contains)))
                .isEmpty();
    }

    @Test
    void publicTypesSayWhatTheyMean() {
        assertThat(broken(source -> {
                    var type = PUBLIC_TYPE.matcher(source.text());
                    return source.main()
                            && type.find()
                            && !source.text().substring(0, type.start()).contains("/**");
                }))
                .isEmpty();
    }

    private static List<String> broken(Predicate<Source> rule) {
        return Sources.all().stream()
                .filter(rule)
                .map(source -> source.path().toString())
                .toList();
    }
}
