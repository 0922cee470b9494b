package digestbot.api.http;

import static digestbot.api.ApiFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.api.ApiFixture;
import digestbot.api.DigestJson;
import digestbot.api.DigestJson.OnePerspective;
import digestbot.api.DigestJson.WholeDigest;
import digestbot.api.DigestText;
import digestbot.api.PublicDigest;
import digestbot.api.PublicDigest.ShortDigest;
import digestbot.api.PublicDigestFinder.DigestAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Digests that try to be more than text.
class HostileDigestTest {

    private static final String WORDS = "<script>alert(1)</script> \u202Etxt.exe\u2066 \\\" </title> \uD83D\uDE00 `x`"
            + " [a](javascript:alert(1)) [b](https://example.org/\"onload=) ![c](https://example.org/p.png)";

    @AutoClose
    private final ApiServerFixture api;

    HostileDigestTest(@TempDir Path folder) {
        api = new ApiServerFixture(folder);
    }

    @Test
    void markupAndMarksAreTextInValidJson() throws Exception {
        api.library.publish("us-china", DAY, WORDS);
        HttpResponse<String> response = api.get("/api/digests/us-china/" + DAY);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        JsonNode digest = ApiServerFixture.json(response);
        assertThat(digest.at("/highlights/0/points/0/text").asText()).contains("<script>alert(1)</script>");
        digest.findValuesAsText("url")
                .forEach(url -> assertThat(url).startsWith("https://").doesNotContain("\""));
        JsonNode hit = api.json("/api/search?q=alert").at("/hits/0");
        assertThat(hit.path("text").asText()).contains("alert");
    }

    @Test
    void aLongDigestIsWholeInTheApiAndCutForAssistants() throws Exception {
        isCut(2_000, 5);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"9000, 40000", "1, 90000"})
    void aHugeDigestIsWholeInTheApiAndCutForAssistants(int points, int words) throws Exception {
        isCut(points, words);
    }

    private void isCut(int points, int words) throws Exception {
        String point = "- A long point with many words that goes on and on.\n".repeat(points);
        String text = ApiFixture.text("us-china", DAY, "satellites")
                .replace("> A quotation.", point + "\n> " + "<deep> ".repeat(words) + "end");
        api.library.publish("huge.md", text);
        String whole = api.get("/api/digests/us-china/" + DAY).body();
        assertThat(whole).hasSizeGreaterThan(80_000).contains("<deep> end");
        PublicDigest found = found();
        ShortDigest cut = ShortDigest.of(found.digest(), 40_000);
        assertThat(cut.isCut()).isTrue();
        WholeDigest shorter = DigestJson.of(found.with(cut));
        assertThat(DigestJson.write(shorter)).hasSizeLessThan(60_000);
        assertThat(DigestText.of(shorter))
                .hasSizeLessThan(60_000)
                .contains("American satellites", "Chinese satellites stand second.", "Second article");
        ShortDigest one = ShortDigest.ofPerspective(found.digest(), 0, 40_000);
        assertThat(one.isCut()).isTrue();
        OnePerspective perspective = DigestJson.perspective(found.with(one), 0);
        assertThat(DigestJson.write(perspective)).hasSizeLessThan(60_000);
        assertThat(DigestText.of(perspective))
                .hasSizeGreaterThan(DigestText.of(shorter).length() / 2)
                .hasSizeLessThan(60_000);
    }

    @Test
    void aUsualDigestIsNotCut() {
        api.library.publish("us-china", DAY, "satellites");
        PublicDigest found = found();
        assertThat(ShortDigest.of(found.digest(), 40_000)).isEqualTo(new ShortDigest(found.digest(), false));
    }

    private PublicDigest found() {
        var address = new DigestAddress("us-china", Optional.empty(), Optional.empty(), Optional.empty());
        return api.library.database.read(
                tx -> api.library.digests(Optional.empty()).find(tx, address, () -> ""));
    }
}
