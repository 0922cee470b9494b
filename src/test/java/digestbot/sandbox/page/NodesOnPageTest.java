package digestbot.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.browser.Browser;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("full")
class NodesOnPageTest {

    @RegisterExtension
    final PageFixture it = new PageFixture(Optional.of(new FixedNodes()));

    @RegisterExtension
    final PageFixture alone = new PageFixture();

    @Test
    void aKillIsCarriedOutAndShown() {
        assertThat(it.client.all().at("/state/nodes/nodes/0/seats/0").asText()).isEqualTo("Telegram");
        assertThat(it.client
                        .post("/node", "{\"node\": \"node-1\", \"action\": \"kill\"}")
                        .statusCode())
                .isEqualTo(204);
        JsonNode nodes = it.client.all().at("/state/nodes");
        assertThat(nodes.at("/nodes/0/state").asText()).isEqualTo("ENDED");
        assertThat(nodes.at("/nodes/1/seats")).hasSize(2);
        assertThat(nodes.at("/events/0").asText()).isEqualTo("node-2 took over Telegram 6.2 s later.");
    }

    @Test
    void whatIsImpossibleIsRefusedWithASentence() {
        assertThat(it.client
                        .post("/node", "{\"node\": \"node-2\", \"action\": \"start\"}")
                        .body())
                .contains("node-2 is running.");
        assertThat(it.client
                        .post("/node", "{\"node\": \"node-2\", \"action\": \"paint\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(alone.client
                        .post("/node", "{\"node\": \"node-1\", \"action\": \"kill\"}")
                        .body())
                .contains("This bot has no nodes.");
        assertThat(alone.client.all().at("/state").has("nodes")).as("has nodes").isFalse();
    }

    @Test
    void theButtonKillsANodeAndThenStartsIt() {
        try (Browser browser = Browser.openOrSkip()) {
            browser.open(it.page.address().toString());
            browser.awaitText(".node-list", "Telegram, Discord");
            assertThat(browser.find(".node:nth-child(2)").getText()).contains("node-2", "stands by");
            assertThat(browser.driver()
                            .executeScript("return getComputedStyle(document.getElementById('due')).display"))
                    .as("the clock of nodes cannot be moved")
                    .isEqualTo("none");
            browser.find(".node:first-child .node-button").click();
            browser.awaitText(".node-events", "node-2 took over Telegram 6.2 s later.");
            browser.awaitText(".node:first-child .node-button", "Start");
            browser.screenshot("try-nodes", Browser.DESKTOP, false);
            browser.axe();
            browser.screenshot("try-nodes-dark", Browser.DESKTOP, true);
            browser.axe();
            browser.screenshot("try-nodes-phone", Browser.PHONE, false);
            browser.axe();
            assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
                    .isEqualTo(390L);
            browser.find(".node:first-child .node-button").click();
            browser.awaitText("#said", "node-1 is running.");
        }
    }
}
