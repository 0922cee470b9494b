package digestbot.cli;

import static digestbot.cli.CommandLineResult.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.Unprivileged;
import digestbot.app.BotFixture;
import digestbot.digest.parser.DigestParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path folder;

    private Path good;
    private Path draft;
    private Path invalid;

    @BeforeEach
    void write() throws IOException {
        String text = BotFixture.digest("trade", "2026-02-06", "A highlight");
        good = Files.writeString(folder.resolve("good.md"), text);
        draft = Files.writeString(
                folder.resolve("draft.md"),
                text.replaceFirst("---\n", "---\ndraft: true\n").replace("1. [en] [One article]", "1. [One article]"));
        invalid = Files.writeString(folder.resolve("invalid.md"), text.replace("topic: trade\n", ""));
    }

    @Test
    void describesADigestInALineThatSaysWhetherItIsADraft() throws IOException {
        assertThat(check(good))
                .isEqualTo(new CommandLineResult(
                        0,
                        "FOLDER/good.md: trade, 2026-02-06, en: 1 highlight, 2 perspectives, 1 source common to them\n",
                        ""));
        assertThat(check(write("later.md", "publishDate: 2999-01-01")).out())
                .endsWith("1 source common to them, published at 2999-01-01T00:00:00Z\n");
        Path ahead = Files.writeString(
                folder.resolve("ahead.md"), Files.readString(good).replace("2026-02-06", "2999-02-06"));
        assertThat(check(ahead).out()).contains("FOLDER/ahead.md:1: warning: the day 2999-02-06 is still to come");
        assertThat(check(write("never.md", "publishDate: soon")).out())
                .isEqualTo(
                        "FOLDER/never.md:2: error: publishDate “soon” is not a date: use 2026-02-05T04:00:00Z, or remove it\n");
        CommandLineResult ran = check(draft);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("FOLDER/draft.md: trade, 2026-02-06, en:")
                .contains(", draft\n");
    }

    private Path write(String name, String key) throws IOException {
        return Files.writeString(
                folder.resolve(name), Files.readString(good).replaceFirst("---\n", "---\n" + key + "\n"));
    }

    @Test
    void namesTheLineOfEveryProblemAndExitsWithOneButNotForAWarning() throws IOException {
        CommandLineResult ran = check(good, invalid);
        assertThat(ran.code()).isOne();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines().toList())
                .hasSize(2)
                .element(1)
                .asString()
                .matches("FOLDER/invalid\\.md:\\d+: error: .*topic.*");
        Path odd = Files.writeString(
                folder.resolve("odd.md"),
                BotFixture.digest("trade", "2026-02-06", "A highlight").replace("articleCount: 1", "articleCount: 7"));
        CommandLineResult warned = check(odd);
        assertThat(warned.code()).isZero();
        assertThat(warned.out()).containsPattern("\nFOLDER/odd\\.md:\\d+: warning: ");
    }

    @Test
    void nothingThatItNamesSteersTheTerminal() throws IOException {
        Path odd = Files.copy(good, folder.resolve("a\u001b]0;b\r.md"));
        assertThat(check(odd).out()).startsWith("FOLDER/a]0;b.md: trade");
        assertThat(CommandLineResult.of("a\u001b[2J\u009b1m\u202eb\r").err()).contains("“a[2J1mb”");
    }

    @Test
    void saysTheSameToPipelines() {
        CommandLineResult ran =
                CommandLineResult.of("check", "--json", good, invalid, draft).naming(folder);
        assertThat(ran.code()).isOne();
        ran.printed("check.json");
    }

    @Test
    void listsTheStoriesThatPerspectivesShareAndWhoSaysSo() throws IOException {
        Path compared = Files.writeString(
                folder.resolve("compared.md"),
                Files.readString(good)
                        .replace("- The first side says its part about it, at some length.", """
                        - Talks begin. {pair: talks "The talks"}
                        - A magnitude 5.9 earthquake in Yunnan kills 19 people.""")
                        .replace("- The second side says its part about it, at some length.", """
                        - The Yunnan earthquake of magnitude 5.9 has killed 19 people in Dali.
                        - Guests arrive. {pair: talks}"""));
        JsonNode stories = new ObjectMapper()
                .readTree(CommandLineResult.of("check", "--json", compared).out())
                .at("/0/stories");
        assertThat(stories)
                .extracting(story -> story.path("by").asText() + story.path("perspectives"))
                .containsExactly("author[\"us\",\"china\"]", "points[\"us\",\"china\"]");
        assertThat(stories.at("/0/heading").asText()).isEqualTo("The talks");
        assertThat(stories.at("/1/heading").asText()).isNotBlank();
    }

    @Test
    void aFolderMeansEveryDigestThatTheBotWouldTake() throws IOException {
        Path digests = Files.createDirectories(folder.resolve("digests"));
        Files.createDirectories(digests.resolve("sub/.hidden"));
        Files.createDirectories(digests.resolve("x.md"));
        for (String name : List.of("sub/a.md", "B.MD", ".b.md", "~c.md", "sub/.hidden/d.md", "e.txt")) {
            Files.copy(good, digests.resolve(name));
        }
        Files.createSymbolicLink(digests.resolve("outside.md"), good);
        CommandLineResult ran = check(digests);
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().map(line -> line.substring(0, line.indexOf(": "))))
                .containsExactly("FOLDER/digests/B.MD", "FOLDER/digests/sub/a.md");
    }

    @Test
    void aFolderMayHoldFilesThatAreNoDigests() throws IOException {
        Path digests = Files.createDirectories(folder.resolve("digests/trade"));
        Path readme = Files.writeString(digests.resolve("../README.md"), "# Digests\n");
        Files.writeString(digests.resolve("_index.md"), "---\ntitle: Trade\ndate: 2026-02-06\n---\n");
        Files.writeString(digests.resolve("about.md"), "---\ntitle: About\n---\n");
        CommandLineResult none = check(folder.resolve("digests"));
        assertThat(none.code()).isOne();
        assertThat(none.err()).isEqualTo("FOLDER/digests: error: no digests (*.md) in this folder\n");

        Files.copy(good, digests.resolve("good.md"));
        CommandLineResult ran = check(folder.resolve("digests"));
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("3 other files skipped: FOLDER/digests/README.md, FOLDER/digests/trade/_index.md,"
                        + " FOLDER/digests/trade/about.md");
        assertThat(check(readme).code()).as("named on its own").isOne();
    }

    @Test
    void aMissingFileAndAFolderWithoutDigestsAreErrorsAsAPipelineMayCheckTheWrongOne() throws IOException {
        assertThat(check(folder.resolve("nowhere.md")))
                .isEqualTo(new CommandLineResult(1, "FOLDER/nowhere.md: error: file not found\n", ""));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(check(empty)).isEqualTo(failed("FOLDER/empty: error: no digests (*.md) in this folder\n"));
        assertThat(CommandLineResult.of("check", "--json", empty).out().strip()).isEqualTo("[ ]");
    }

    @Test
    @Unprivileged
    void aFolderThatMayNotBeReadIsNotTakenForAnEmptyOne() throws IOException {
        Path closed = Files.createDirectories(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, Set.of());
        assertThat(check(closed)).isEqualTo(failed("FOLDER/closed: may not be read: permission denied\n"));
    }

    @Test
    void refusesWhatIsLargerThanADigestMayBe() throws IOException {
        Files.writeString(good, Files.readString(good) + " ".repeat(DigestParser.MAX_BYTES));
        CommandLineResult ran = check(good);
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).startsWith("FOLDER/good.md:1: error: ").contains("1048576 allowed");
    }

    private CommandLineResult check(Path... files) {
        return CommandLineResult.of("check", files).naming(folder);
    }
}
