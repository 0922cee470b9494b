package digestbot.markdown;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostileMarkdownTest {

    /// A longer section would be plain text.
    private static final int SECTION_LENGTH = 65_000;

    private static final int SECTION_LINES = 980;

    @Test
    void readsTheBeginningsInSectionsThatAreReadAsMarkdown() {
        HostileMarkdown.assertEnds(HostileMarkdown.beginnings(), 0, text -> Markdown.parse(inSections(text)));
    }

    @Test
    @Tag("full")
    void readsAMegabyteInSectionsThatAreReadAsMarkdown() {
        HostileMarkdown.assertEnds(HostileMarkdown.all(), 0, text -> Markdown.parse(inSections(text)));
    }

    @Test
    void needsNeitherADeepStackNorTheFallback() {
        HostileMarkdown.assertEnds(HostileMarkdown.beginnings(), 256 * 1024, text -> {
            Outline outline = Outline.of(firstSection(text, 0));
            outline.parts().forEach(part -> part.pieces().forEach(outline.parser()::parseBounded));
        });
    }

    /// The text with headings, so that every section is short enough to be read as Markdown.
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
        while (to < text.length() && to - from < SECTION_LENGTH && lines < SECTION_LINES) {
            lines += text.charAt(to) == '\n' ? 1 : 0;
            to++;
        }
        return text.substring(from, to);
    }
}
