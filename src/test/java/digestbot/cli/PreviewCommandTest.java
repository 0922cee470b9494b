package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.BotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewCommandTest {

    @TempDir
    Path folder;

    private Path digest;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        digest = Files.writeString(
                folder.resolve("digest.md"), BotFixture.paired("trade", "2026-02-06", "A **bold** highlight"));
        config = Files.writeString(folder.resolve("empty.yaml"), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "discord"})
    void showsWhatPeopleWouldSee(String platform) {
        CommandLineResult ran = preview("--platform", platform);
        assertThat(ran.code()).isZero();
        ran.printed("preview-" + platform + ".txt");
        preview("--view", "compare", "--platform", platform).printed("preview-compare-" + platform + ".txt");
    }

    @Test
    void showsBothPlatformsUnlessOneIsNamed() {
        assertThat(preview("--view", "overview").out())
                .isEqualTo(preview("--platform", "TELEGRAM").out()
                        + preview("--platform", "Discord").out());
    }

    @Test
    void showsTheSourcesOrOnePerspectiveHoweverItIsWritten() {
        assertThat(preview("--view", "sources").out()).contains("One article", "Example Wire");
        for (String perspective : List.of("china", "China", "CHINA")) {
            assertThat(preview("--view", perspective).out())
                    .as(perspective)
                    .contains("The second side says its part")
                    .doesNotContain("The first side says its part");
        }
    }

    @Test
    void takesNamesAndOrnamentsFromTheConfigurationWithoutItsTokens() throws IOException {
        Files.writeString(config, """
                telegram: {token: "${A_TOKEN_THAT_IS_NOT_SET_HERE:}"}
                topics: {trade: {name: Goods, emoji: 🚢}}
                """);
        assertThat(preview("--platform", "telegram").out())
                .contains("🚢 Goods · A bold highlight")
                .doesNotContain("Topic trade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "discord"})
    void linksToThePageThatTheDigestWillHave(String platform) throws IOException {
        Files.writeString(config, "site: {url: 'https://news.example.org', port: 8090}");
        assertThat(preview("--platform", platform).out()).contains("[Read]");
        assertThat(preview("--platform", platform, "--json").out())
                .contains("\"https://news.example.org/trade/2026-02-06/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "discord"})
    void linksToThePageOnAnotherSiteAlsoWhereThereIsNoOwnOne(String platform) throws IOException {
        Files.writeString(config, "site: {pages: 'https://news.example.org/{topic}/of/{day}.html'}");
        assertThat(preview("--platform", platform, "--view", "china", "--json").out())
                .contains("\"https://news.example.org/trade/of/2026-02-06.html\"");
        Files.writeString(config, Files.readString(config).replace("html'", "html', links: never"));
        assertThat(preview("--platform", platform, "--json").out()).doesNotContain("news.example.org");
    }

    @Test
    void namesTheViewsForOneThatThereIsNot() {
        CommandLineResult ran = preview("--view", "chna");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith(
                        "--view: no view called “chna”. Available: overview, compare, sources, us, china. Did you mean"
                                + " “china”?\n");
    }

    @Test
    void printsThePayloadsForPipelines() throws IOException {
        JsonNode all = new ObjectMapper().readTree(preview("--json").out());
        assertThat(all).hasSize(2);
        assertThat(all.get(0).fieldNames()).toIterable().contains("text", "reply_markup");
        assertThat(all.get(0).get("text").asText()).contains("<b>bold</b>");
        assertThat(all.get(1).fieldNames()).toIterable().contains("components", "flags");
        assertThat(all.get(1).toString()).contains("**bold**", "1:v:1:s1");
    }

    @Test
    void printsTheProblemsOfAFileThatIsNoDigest() throws IOException {
        Files.writeString(digest, "no front matter");
        CommandLineResult ran = preview("--json");
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("FOLDER/digest.md:1: error: ");
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        Files.delete(digest);
        CommandLineResult ran = preview("--json");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("FOLDER/digest.md: file not found\n");

        Files.delete(config);
        ran = preview();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("FOLDER/empty.yaml not found. ");
    }

    private CommandLineResult preview(String... options) {
        return CommandLineResult.of("preview", "--config", config, options, digest)
                .naming(folder);
    }
}
