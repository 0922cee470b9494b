package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.config.ConfigReader;
import digestbot.config.ConfigResult;
import digestbot.sandbox.SandboxPlace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes in this process that divide Discord's shards. One of them sends to all servers.
@Tag("full")
@Tag("database")
class DividedShardsTest {

    @TempDir
    Path folder;

    @Test
    void eachServerIsAnsweredByTheNodeOfItsShardAndServedByTheOneThatSends() throws Exception {
        try (var shards = new DividedShards(folder)) {
            Map<String, Bot> nodes = Map.of("one", start(shards, "one"), "two", start(shards, "two"));
            try {
                shards.awaitDivided(2);
                assertThat(shards.holders().keySet())
                        .containsExactly("discord", "discord shards 2-3", "discord shards 4-5", "discord shards 6-7");
                shards.assertAnsweredOnce();
                assertThat(page(node(nodes, "one"), "/readyz"))
                        .contains("discord shards 2-3: " + shards.holders().get("discord shards 2-3"));
                assertThat(page(node(nodes, "two"), "/")).contains("discord shards 6-7");

                int elsewhere = shards.shardElsewhere();
                SandboxPlace forum = shards.platforms.discord.forum(elsewhere, "posts");
                SandboxPlace announcements = shards.platforms.discord.announcementChannel(elsewhere, "announcements");
                shards.subscribe(forum, "trade");
                shards.subscribe(announcements, "trade");
                shards.assertDelivered("trade", 0, forum, announcements);

                node(nodes, shards.sender()).close();
                shards.awaitDivided(1);
                shards.assertAnsweredOnce();
                shards.assertDelivered("trade", 1, forum, announcements);
                shards.assertIdentifiedApart();
                assertThat(shards.platforms.discord.requests())
                        .filteredOn(request -> request.method().equals("PUT"))
                        .as("the node that sends registers the commands")
                        .hasSize(2);
            } finally {
                nodes.values().forEach(Bot::close);
            }
        }
    }

    private static Bot node(Map<String, Bot> nodes, String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    private static String page(Bot node, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + node.consolePort().orElseThrow() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static Bot start(DividedShards shards, String node) throws Exception {
        return switch (new ConfigReader(Map.of()).read(shards.config(node))) {
            case ConfigResult.Loaded loaded -> Bot.start(loaded.config());
            case ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
    }
}
