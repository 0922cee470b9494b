package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HostileMarkdownTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    @ParameterizedTest
    @MethodSource("digestbot.markdown.HostileMarkdown#all")
    void readsItInTimeInSectionsThatAreReadAsMarkdown(HostileMarkdown.Input input) {
        String text = inSections(input.text());

        CpuTime.assertTakesLessThan(LIMIT, input.name(), () -> Markdown.parse(text));
    }

    @ParameterizedTest
    @MethodSource("digestbot.markdown.HostileMarkdown#all")
    void needsNeitherADeepStackNorTheFallback(HostileMarkdown.Input input) throws InterruptedException {
        String part = firstSection(input.text(), 0);
        List<Throwable> faults = new CopyOnWriteArrayList<>();
        var thread = new Thread(null, () -> Markdown.parseBounded(part, new LinkDefinitions()), "shallow", 256 * 1024);
        thread.setUncaughtExceptionHandler((_, fault) -> faults.add(fault));
        thread.start();
        thread.join();

        assertThat(faults).isEmpty();
    }

    /// The text with a heading wherever a section would otherwise be too long to be read as Markdown.
    private static String inSections(String text) {
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            String section = firstSection(text, at);
            out.append("\n# a\n").append(section);
            at += section.length();
        }
        return out.toString();
    }

    private static String firstSection(String text, int from) {
        int lines = 0;
        int to = from;
        while (to < text.length()
                && to - from < Outline.MAX_PART_LENGTH - 16
                && lines < Outline.MAX_LINES_IN_PART - 16) {
            lines += text.charAt(to) == '\n' ? 1 : 0;
            to++;
        }
        return text.substring(from, to);
    }
}
