package digestbot.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.content.action.ActionSpec;
import digestbot.discord.DiscordCheck.DiscordRestClient.RestResponse;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.ClockSkew;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.dv8tion.jda.api.requests.RestConfig;
import org.jspecify.annotations.Nullable;

/// Checks with Discord whether the bot can work with these settings. Sends no message and does not
/// log in, so that it neither uses up daily logins nor disturbs a running bot.
public final class DiscordCheck {

    private static final int FEW_LOGINS = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final DiscordRestClient rest;
    private final DiscordSettings settings;
    private final List<Long> owners;
    private final InstantSource clock;
    private final List<CheckFinding> findings = new ArrayList<>();

    private DiscordCheck(DiscordRestClient rest, DiscordSettings settings, List<Long> owners, InstantSource clock) {
        this.rest = rest;
        this.settings = settings;
        this.owners = owners;
        this.clock = clock;
    }

    /// Returns one finding for each check. A server that cannot be reached ends the checks.
    /// Requests take at most 5 seconds.
    public static List<CheckFinding> run(DiscordSettings settings, List<Long> owners, InstantSource clock) {
        try (DiscordRestClient rest = new DiscordRestClient(settings)) {
            var check = new DiscordCheck(rest, settings, owners, clock);
            check.check();
            return List.copyOf(check.findings);
        }
    }

    private void check() {
        try {
            if (checkIdentity()) {
                application();
                gateway();
                for (long owner : owners) {
                    findings.add(owner(owner));
                }
            }
        } catch (IOException e) {
            findings.add(CheckFinding.failed(
                    "Discord: no answer from %s (%s)".formatted(settings.apiUrl(), DiscordErrors.describe(e)),
                    "check the network, firewalls and proxies, and discord.api-url"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns false if the token is not valid, which ends the checks.
    private boolean checkIdentity() throws IOException, InterruptedException {
        RestResponse self = rest.get("users/@me");
        if (!self.isSuccess()) {
            findings.add(
                    self.status() == 401
                            ? CheckFinding.failed(
                                    "Discord: token rejected",
                                    "Developer Portal, your application, Bot, Reset Token: copy the new one to"
                                            + " DISCORD_TOKEN (discord.token)")
                            : refused("reading the bot's account", self));
            return false;
        }
        findings.add(CheckFinding.ok(
                "Discord: the bot is " + self.body().path("username").asText()));
        self.date().ifPresent(theirs -> findings.add(ClockSkew.between("Discord", theirs, clock.instant())));
        return true;
    }

    private void application() throws IOException, InterruptedException {
        RestResponse application = rest.get("applications/@me");
        if (!application.isSuccess()) {
            findings.add(refused("reading the application", application));
            return;
        }
        String id = application.body().path("id").asText();
        findings.addAll(InstallationCheck.findings(application.body()));
        findings.add(CheckFinding.ok("Discord: to add the bot to a server, open " + DiscordApplication.link(id)));
        RestResponse commands = rest.get("applications/" + id + "/commands");
        findings.add(commands.isSuccess() ? commands(commands.body()) : refused("reading the commands", commands));
    }

    private static CheckFinding commands(JsonNode registered) {
        Set<String> names = StreamSupport.stream(registered.spliterator(), false)
                .map(command -> command.path("name").asText())
                .collect(Collectors.toSet());
        List<String> missing = ActionSpec.commands().stream()
                .map(ActionSpec::id)
                .filter(name -> !names.contains(name))
                .map("/"::concat)
                .toList();
        return missing.isEmpty()
                ? CheckFinding.ok("Discord: commands registered: " + names.size())
                : CheckFinding.warning(
                        "Discord: commands not registered: " + String.join(", ", missing),
                        "nothing to do: “digestbot run” registers them at startup");
    }

    private void gateway() throws IOException, InterruptedException {
        RestResponse answer = rest.get("gateway/bot");
        if (!answer.isSuccess()) {
            findings.add(refused("reading the gateway", answer));
            return;
        }
        findings.add(logins(answer.body()));
        URI url = URI.create(answer.body().path("url").asText());
        findings.add(
                receivesHello(url)
                        ? CheckFinding.ok("Discord: gateway reachable")
                        : CheckFinding.failed(
                                "Discord: no answer from the gateway %s".formatted(url),
                                "check that firewalls and proxies allow WebSockets"));
    }

    /// Checks the logins that are left: a start takes one login per shard.
    static CheckFinding logins(JsonNode gateway) {
        int shards = gateway.path("shards").asInt(1);
        JsonNode limit = gateway.path("session_start_limit");
        int remaining = limit.path("remaining").asInt();
        String what = "Discord: %,d of %,d logins left; a start takes %d"
                .formatted(remaining, limit.path("total").asInt(), shards);
        String fix = "start the bot less often; all logins are available again in %d min"
                .formatted(Duration.ofMillis(limit.path("reset_after").asLong()).toMinutes());
        if (remaining < shards) {
            return CheckFinding.failed(what, fix);
        }
        return remaining < shards + FEW_LOGINS ? CheckFinding.warning(what, fix) : CheckFinding.ok(what);
    }

    private CheckFinding owner(long id) throws IOException, InterruptedException {
        RestResponse answer = rest.post(
                "users/@me/channels", JsonNodeFactory.instance.objectNode().put("recipient_id", Long.toString(id)));
        return answer.isSuccess()
                ? CheckFinding.ok("Discord: owner %d is reachable%s"
                        .formatted(id, name(answer.body().path("recipients").path(0))))
                : CheckFinding.failed(
                        "Discord: owner %d is not reachable (%s)".formatted(id, answer.refusal()),
                        "add the bot to a server that they are in, or let them add it to their apps; check their"
                                + " user ID in owners.discord");
    }

    private static String name(JsonNode user) {
        String name = user.path("username").asText("");
        return name.isEmpty() ? "" : " (" + name + ")";
    }

    private CheckFinding refused(String what, RestResponse answer) {
        return CheckFinding.failed(
                "Discord: %s failed: %s answered %s".formatted(what, settings.apiUrl(), answer.refusal()),
                "check that discord.api-url is Discord's; try again in a minute");
    }

    /// Waits for the gateway's first text, HELLO, and disconnects without logging in.
    private boolean receivesHello(URI gateway) throws InterruptedException {
        var heard =
                new CompletableFuture<Boolean>().completeOnTimeout(false, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<WebSocket> opening = rest.http
                .newWebSocketBuilder()
                .connectTimeout(TIMEOUT)
                .buildAsync(
                        URI.create(gateway + (gateway.getQuery() == null ? "?v=10&encoding=json" : "")),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket socket, CharSequence data, boolean last) {
                                heard.complete(true);
                                return null;
                            }
                        });
        try {
            var _ = opening.whenComplete((_, failure) -> {
                if (failure != null) {
                    heard.complete(false);
                }
            });
            return heard.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            var _ = opening.thenAccept(WebSocket::abort);
        }
    }

    /// Checks the settings of an application in the Developer Portal (“Application object” in
    /// Discord's documentation).
    static final class InstallationCheck {

        private static final String GUILD = "0";
        private static final String USER = "1";

        /// The bits of the intents for presence, server members and message content, each for small
        /// and for large bots.
        private static final long PRIVILEGED = 0b1100_1111L << 12;

        /// The required permissions: the bit's number and the portal's name.
        private static final Map<Integer, String> NEEDED = needed();

        private InstallationCheck() {}

        private static Map<Integer, String> needed() {
            Map<Integer, String> needed = new LinkedHashMap<>();
            needed.put(10, "View Channels");
            needed.put(11, "Send Messages");
            needed.put(38, "Send Messages in Threads");
            return needed;
        }

        /// `application` is the response to `GET /applications/@me`.
        static List<CheckFinding> findings(JsonNode application) {
            List<CheckFinding> findings = new ArrayList<>();
            if (!application.path("interactions_endpoint_url").asText("").isEmpty()) {
                findings.add(CheckFinding.failed(
                        "Discord: commands are sent to an Interactions Endpoint URL, not to the bot",
                        "Developer Portal, General Information: leave Interactions Endpoint URL empty"));
            }
            if (application.path("bot_require_code_grant").asBoolean()) {
                findings.add(CheckFinding.failed(
                        "Discord: the bot requires a code grant, so its install link fails",
                        "Developer Portal, Bot: turn Requires OAuth2 Code Grant off"));
            }
            JsonNode types = application.path("integration_types_config");
            findings.add(guild(types.path(GUILD)));
            findings.add(
                    types.has(USER)
                            ? CheckFinding.ok("Discord: people can add the bot to their own apps")
                            : CheckFinding.warning(
                                    "Discord: people can't add the bot to their own apps",
                                    "Developer Portal, Installation: tick User Install"));
            findings.add(CheckFinding.ok(
                    (application.path("flags").asLong() & PRIVILEGED) == 0
                            ? "Discord: no privileged intents on (none are needed)"
                            : "Discord: privileged intents on; none are needed, so you can turn them off"));
            return findings;
        }

        private static CheckFinding guild(JsonNode guild) {
            if (guild.isMissingNode()) {
                return CheckFinding.failed(
                        "Discord: the bot can't be added to servers",
                        "Developer Portal, Installation: tick Guild Install");
            }
            JsonNode defaults = guild.path("oauth2_install_params");
            List<String> missing = new ArrayList<>();
            List.of("bot", "applications.commands").stream()
                    .filter(scope -> !has(defaults.path("scopes"), scope))
                    .forEach(scope -> missing.add("the scope " + scope));
            long permissions = defaults.path("permissions").asLong();
            NEEDED.forEach((bit, name) -> {
                if ((permissions >> bit & 1) == 0 && (permissions >> 3 & 1) == 0) {
                    missing.add(name);
                }
            });
            return missing.isEmpty()
                    ? CheckFinding.ok("Discord: the install link grants all permissions needed")
                    : CheckFinding.warning(
                            "Discord: the install link lacks " + String.join(", ", missing),
                            "Developer Portal, Installation, Default Install Settings, Guild Install: add it there; in servers"
                                    + " that have the bot already, grant it to the bot's role");
        }

        private static boolean has(JsonNode array, String text) {
            return StreamSupport.stream(array.spliterator(), false)
                    .anyMatch(each -> each.asText().equals(text));
        }
    }

    /// A small client for Discord's REST API that needs no login. JDA makes requests only after it
    /// has a gateway session, and each session counts towards the daily limit on logins.
    static final class DiscordRestClient implements AutoCloseable {

        private static final ObjectMapper JSON = new ObjectMapper();

        private final DiscordSettings settings;

        /// Without a version, the client asks servers without TLS to upgrade to HTTP/2. Some
        /// proxies answer that with 400.
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();

        DiscordRestClient(DiscordSettings settings) {
            this.settings = settings;
        }

        /// `body` is missing if it is not JSON; `date` is the server's time.
        record RestResponse(int status, JsonNode body, Optional<Instant> date) {

            boolean isSuccess() {
                return status / 100 == 2;
            }

            String refusal() {
                String message = body.path("message").asText("");
                return message.isEmpty()
                        ? "status " + status
                        : message + ", code " + body.path("code").asInt();
            }
        }

        /// Requests a path below the API's base, without a leading slash.
        RestResponse get(String path) throws IOException, InterruptedException {
            return send(request(path).GET());
        }

        RestResponse post(String path, JsonNode body) throws IOException, InterruptedException {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.toString())));
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(settings.apiUrl().resolve(path))
                    .timeout(TIMEOUT)
                    .header("User-Agent", RestConfig.USER_AGENT)
                    .header("Authorization", "Bot " + settings.token().reveal());
        }

        private RestResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new RestResponse(response.statusCode(), json(response.body()), date(response));
        }

        private static JsonNode json(String body) {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException _) {
                return MissingNode.getInstance();
            }
        }

        private static Optional<Instant> date(HttpResponse<String> response) {
            try {
                return response.headers()
                        .firstValue("Date")
                        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
