package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import org.junit.jupiter.api.Test;

final class GatewayTest {

    private static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");

    private static final class PongListener extends ListenerAdapter {
        @Override
        public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
            event.reply("pong").queue();
        }
    }

    @Test
    void isReadyWithinFiveSecondsAndKnowsGuildAndChannels() throws InterruptedException {
        try (DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system())) {
            SandboxPlace news = sandbox.channel("news");
            JDA jda = SandboxBot.builder(sandbox, SandboxBot.TOKEN).build();
            try {
                await().until(() -> jda.getStatus() == JDA.Status.CONNECTED);
                assertThat(jda.getSelfUser().getIdLong()).isEqualTo(sandbox.applicationId());
                assertThat(jda.getGuildById(sandbox.guildId())).isNotNull();
                assertThat(jda.getTextChannelById(news.id())).isNotNull();
                assertThat(sandbox.connected()).isTrue();
            } finally {
                jda.shutdownNow();
            }
            await().until(() -> !sandbox.connected());
        }
    }

    @Test
    void refusesAWrongTokenOverRestAndGateway() {
        try (DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system())) {
            assertThatThrownBy(() -> SandboxBot.builder(sandbox, "wrong").build())
                    .isInstanceOf(InvalidTokenException.class);
            assertThat(closeCode(sandbox, "wrong", 0)).isEqualTo(4004);
            assertThat(closeCode(sandbox, SandboxBot.TOKEN, 1 << 15)).isEqualTo(4014);
        }
    }

    @Test
    void tellsHowManyShardsToHaveAndHowManySessionsAreLeft() {
        try (DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system())) {
            sandbox.recommendShards(2);
            sandbox.sessionStartsLeft(5);
            RawGateway.ready(sandbox);
            Http.Reply told = new Http(sandbox, SandboxBot.TOKEN).get("gateway/bot");
            assertThat(told.body().path("shards").asInt()).isEqualTo(2);
            assertThat(told.body().path("url").asText())
                    .isEqualTo(sandbox.gatewayUrl().toString());
            assertThat(told.body().at("/session_start_limit/remaining").asInt()).isEqualTo(4);
        }
    }

    @Test
    void resumesAndSendsAgainWhatWasMissed() throws InterruptedException {
        try (SandboxBot bot = new SandboxBot(new PongListener())) {
            bot.jda
                    .updateCommands()
                    .addCommands(Commands.slash("ping", "Pings"))
                    .complete();
            SandboxPlace news = bot.sandbox.channel("news");
            bot.sandbox.cutGateway();
            bot.sandbox.write(ADA, news, "/ping");
            await().untilAsserted(() -> assertThat(bot.sandbox.screen(news))
                    .filteredOn(message -> message.author().isEmpty())
                    .hasSize(1));
        }
    }

    @Test
    void tellsThePersonWhenNoBotIsThere() {
        try (DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system())) {
            CompletableFuture<SandboxEvent> toast = new CompletableFuture<>();
            sandbox.listen(event -> {
                if (event instanceof SandboxEvent.Toast) {
                    toast.complete(event);
                }
            });
            new Http(sandbox, SandboxBot.TOKEN)
                    .post(
                            "applications/" + sandbox.applicationId() + "/commands",
                            "{\"name\": \"ping\", \"description\": \"Pings\"}");
            sandbox.acknowledgeWithin(Duration.ofMillis(20));
            SandboxPlace place = sandbox.directMessages(ADA);
            sandbox.write(ADA, place, "/ping");
            assertThat(toast)
                    .succeedsWithin(Duration.ofSeconds(40))
                    .isEqualTo(new SandboxEvent.Toast(place, ADA, "The application did not respond"));
        }
    }

    private static int closeCode(DiscordSandbox sandbox, String token, int intents) {
        RawGateway gateway = new RawGateway(sandbox);
        gateway.identify(token, intents);
        return gateway.closeCode();
    }
}
