package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The interactions with valid tokens: 15 minutes, and 3 seconds for the first response. See
/// "Receiving and Responding to Interactions" in Discord's documentation.
final class Interactions implements AutoCloseable {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    private final World world;
    private final Gateway gateway;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Interaction> byToken = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sandbox-discord-timer").factory());
    volatile Duration responseTimeout = Duration.ofSeconds(3);

    Interactions(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    /// Sends an interaction to the bot. The person is notified if the bot does not respond in time.
    Interaction start(
            Interaction.Kind kind,
            SandboxPerson person,
            Channel channel,
            Optional<ChannelMessage> source,
            ObjectNode data) {
        long id = world.snowflakes.next();
        var interaction = new Interaction(
                id, token(id), world.clock.instant(), kind, person, channel, source, data, new Interaction.Response());
        byToken.values().removeIf(this::isOver);
        byToken.put(interaction.token(), interaction);
        var _ = timer.schedule(() -> expire(interaction), responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
        gateway.dispatch("INTERACTION_CREATE", payload(interaction), channel.guildId());
        return interaction;
    }

    private String token(long id) {
        byte[] secret = new byte[96];
        random.nextBytes(secret);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String head = "interaction:" + Snowflakes.text(id) + ":" + encoder.encodeToString(secret);
        return encoder.encodeToString(head.getBytes(StandardCharsets.US_ASCII));
    }

    Interaction live(String token) throws ApiError {
        Interaction interaction = byToken.get(token);
        if (interaction == null || isOver(interaction)) {
            throw ApiError.of(401, 50027, "Invalid Webhook Token");
        }
        if (!interaction.response().acknowledged) {
            throw ApiError.unknownWebhook();
        }
        return interaction;
    }

    Interaction find(long id, String token) throws ApiError {
        return Optional.ofNullable(byToken.get(token))
                .filter(found -> found.id() == id && !isOver(found))
                .orElseThrow(() -> ApiError.unknownInteraction());
    }

    private boolean isOver(Interaction interaction) {
        return !interaction.at().plus(TOKEN_LIFE).isAfter(world.clock.instant());
    }

    private void expire(Interaction interaction) {
        if (interaction.response().miss()) {
            String text = interaction.kind() == Interaction.Kind.AUTOCOMPLETE
                    ? "Loading options failed"
                    : "The application did not respond";
            interaction.response().choices.complete(List.of());
            world.events.emit(() -> new SandboxEvent.Toast(interaction.channel().place(), interaction.person(), text));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /// The payload of `INTERACTION_CREATE`. See "Interaction Object" in Discord's documentation.
    private ObjectNode payload(Interaction interaction) {
        Channel channel = interaction.channel();
        ObjectNode json = SandboxJson.object("""
                {"version": 1, "attachment_size_limit": 10485760, "entitlements": [], "entitlement_sku_ids": []}""")
                .put("id", Snowflakes.text(interaction.id()))
                .put("application_id", Snowflakes.text(world.applicationId))
                .put("type", interaction.kind().number)
                .put("token", interaction.token())
                .put("channel_id", Snowflakes.text(channel.id()))
                .put("locale", locale(interaction.person()))
                .put("app_permissions", Long.toString(ObjectShapes.BOT))
                .put("context", channel.kind().context);
        json.set("data", interaction.data());
        json.set("authorizing_integration_owners", ObjectShapes.owners(channel, interaction.person()));
        interaction
                .source()
                .ifPresent(message -> json.set("message", message.json().deepCopy()));
        ObjectNode shape = world.shapes.channel(channel);
        json.set("channel", shape);
        channel.guild()
                .ifPresentOrElse(
                        home -> {
                            String permissions =
                                    Long.toString(ObjectShapes.permissions(home, channel, interaction.person()));
                            json.put("guild_id", Snowflakes.text(home.id)).put("guild_locale", "en-US");
                            json.set("guild", SandboxJson.object("""
                                    {"id": "%s", "locale": "en-US", "features": []}""".formatted(Snowflakes.text(home.id))));
                            json.set(
                                    "member",
                                    world.shapes
                                            .member(home, interaction.person())
                                            .put("permissions", permissions));
                            shape.put("permissions", permissions);
                        },
                        () -> {
                            json.set("user", world.shapes.user(interaction.person()));
                            if (channel.direct()) {
                                // The person sees the bot as the other participant.
                                shape.putArray("recipients").add(world.shapes.bot());
                            }
                        });
        return json;
    }

    /// The client's language among those that Discord knows.
    static String locale(SandboxPerson person) {
        String tag = person.language().isEmpty() ? "en" : person.language();
        Locale wanted = Locale.forLanguageTag(tag);
        if (RegisteredCommands.CommandRules.LOCALES.contains(tag)) {
            return tag;
        }
        return switch (wanted.getLanguage()) {
            case "zh" -> wanted.getCountry().equals("TW") || wanted.getScript().equals("Hant") ? "zh-TW" : "zh-CN";
            case "es" -> "es-ES";
            case "pt" -> "pt-BR";
            case "sv" -> "sv-SE";
            case String language when RegisteredCommands.CommandRules.LOCALES.contains(language) -> language;
            case String _ -> "en-US";
        };
    }
}
