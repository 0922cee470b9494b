package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The interactions with valid tokens: 15 minutes, and 3 seconds for the first response.
///
/// See "Receiving and Responding to Interactions" in Discord's documentation.
final class Interactions implements AutoCloseable {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    private final World world;
    private final Gateway gateway;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Interaction> byToken = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sandbox-discord-timer").factory());
    private volatile Duration responseTimeout = Duration.ofSeconds(3);

    Interactions(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    void responseTimeout(Duration duration) {
        responseTimeout = duration;
    }

    /// Sends an interaction to the bot and starts the time for its response. If it expires, the
    /// person is notified.
    Interaction start(
            Interaction.Kind kind,
            SandboxPerson person,
            Channel channel,
            Optional<ChannelMessage> source,
            ObjectNode data) {
        long id = world.snowflakes.next();
        var interaction = new Interaction(id, token(id), world.clock.instant(), kind, person, channel, source, data);
        byToken.values().removeIf(this::isOver);
        byToken.put(interaction.token, interaction);
        var _ = timer.schedule(() -> expire(interaction), responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
        gateway.dispatch("INTERACTION_CREATE", InteractionPayload.of(interaction, world), channel.guildId());
        return interaction;
    }

    private String token(long id) {
        byte[] secret = new byte[96];
        random.nextBytes(secret);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String head = "interaction:" + Snowflakes.text(id) + ":" + encoder.encodeToString(secret);
        return encoder.encodeToString(head.getBytes(StandardCharsets.US_ASCII));
    }

    /// The interaction that a webhook's path refers to.
    Interaction live(String token) throws ApiError {
        Interaction interaction = byToken.get(token);
        if (interaction == null || isOver(interaction)) {
            throw ApiError.of(401, 50027, "Invalid Webhook Token");
        }
        if (!interaction.acknowledged()) {
            throw ApiError.unknownWebhook();
        }
        return interaction;
    }

    /// The interaction to which a first response belongs.
    Interaction find(long id, String token) throws ApiError {
        return Optional.ofNullable(byToken.get(token))
                .filter(found -> found.id == id && !isOver(found))
                .orElseThrow(ApiError::unknownInteraction);
    }

    private boolean isOver(Interaction interaction) {
        return !interaction.at.plus(TOKEN_LIFE).isAfter(world.clock.instant());
    }

    private void expire(Interaction interaction) {
        if (interaction.miss()) {
            String text = interaction.kind == Interaction.Kind.AUTOCOMPLETE
                    ? "Loading options failed"
                    : "The application did not respond";
            interaction.choices.complete(List.of());
            world.events.emit(() -> new SandboxEvent.Toast(interaction.channel.place(), interaction.person, text));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
