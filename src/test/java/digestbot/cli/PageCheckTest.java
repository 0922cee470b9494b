package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.app.Config;
import digestbot.config.TestConfig;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.outside.RefusingPort;
import digestbot.site.server.SiteFixture;
import digestbot.webhook.WebhookReceiver;
import digestbot.webhook.WebhookReceiver.Answer;
import digestbot.webhook.WebhookReceiver.Received;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCheckTest {

    @AutoClose
    private final WebhookReceiver site = WebhookReceiver.start();

    @AutoClose
    private final SiteFixture digests;

    private final Path folder;

    PageCheckTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        digests = new SiteFixture(folder);
    }

    private List<CheckFinding> check(String pages) {
        String text = "database: %s\nsite: {pages: '%s'}".formatted(folder.resolve("bot.sqlite"), pages);
        Config config = TestConfig.loaded(Config.reader(Map.of()).parse(text));
        return Check.page(config, GivenTime.CLOCK);
    }

    @Test
    void asksForThePageOfTheNewestDigest() {
        String pages = site.url("") + "/s/{topic}/{day}/";
        assertThat(check(pages)).as("without any digest").isEmpty();
        for (String day : List.of("2026-02-10", "2026-02-11", "2026-02-09")) {
            digests.write(day + ".md", "---\ntopic: trade\ndate: %s\n---\n- News.\n".formatted(day));
        }
        assertThat(check("")).as("without pages").isEmpty();
        String what = "Page of the newest digest: " + site.url("/s/trade/2026-02-11/");
        assertThat(check(pages)).containsExactly(CheckFinding.ok(what));
        site.next(Answer.status(301), Answer.status(404));
        assertThat(check(pages)).containsExactly(CheckFinding.ok(what));
        assertThat(check(pages)).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.WARNING);
            assertThat(found.message()).isEqualTo(what + " answers 404");
            assertThat(found.fix()).hasValueSatisfying(fix -> assertThat(fix).contains("site.pages"));
        });
        assertThat(site.received()).extracting(Received::path).hasSize(3).containsOnly("/s/trade/2026-02-11/");
    }

    @Test
    void saysThatThereIsNoAnswer() throws Exception {
        digests.write("a.md", "---\ntopic: trade\ndate: 2026-02-10\n---\n- News.\n");
        try (var refusing = new RefusingPort()) {
            assertThat(check("http://127.0.0.1:%d/{day}".formatted(refusing.number())))
                    .extracting(CheckFinding::message)
                    .containsExactly("Page of the newest digest: http://127.0.0.1:%d/2026-02-10: no connection"
                            .formatted(refusing.number()));
        }
    }
}
