package digestbot.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.chat.api.CommandSpec;
import digestbot.discord.DiscordRestClient.Answer;
import digestbot.health.CheckFinding;
import digestbot.health.CheckFinding.ClockSkew;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Checks with Discord whether the bot can work with these settings. Sends no message and does not
/// log in, so it uses up none of the daily logins and does not disturb a running bot.
public final class DiscordCheck {

    private static final int FEW_LOGINS = 20;

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

    /// One finding for each check; a server that cannot be reached ends the checks. No request
    /// takes longer than 5 seconds.
    ///
    /// @param owners user ids
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

    /// @return true if the token is valid, so that the checks can continue
    private boolean checkIdentity() throws IOException, InterruptedException {
        Answer self = rest.get("users/@me");
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
        Answer application = rest.get("applications/@me");
        if (!application.isSuccess()) {
            findings.add(refused("reading the application", application));
            return;
        }
        String id = application.body().path("id").asText();
        findings.addAll(InstallationCheck.findings(application.body()));
        findings.add(CheckFinding.ok(
                "Discord: to add the bot to a server, open https://discord.com/oauth2/authorize?client_id=%s"
                        .formatted(id)));
        Answer commands = rest.get("applications/" + id + "/commands");
        findings.add(commands.isSuccess() ? commands(commands.body()) : refused("reading the commands", commands));
    }

    private static CheckFinding commands(JsonNode registered) {
        Set<String> names = StreamSupport.stream(registered.spliterator(), false)
                .map(command -> command.path("name").asText())
                .collect(Collectors.toSet());
        List<String> missing = CommandSpec.all().stream()
                .map(CommandSpec::id)
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
        Answer answer = rest.get("gateway/bot");
        if (!answer.isSuccess()) {
            findings.add(refused("reading the gateway", answer));
            return;
        }
        findings.add(logins(answer.body()));
        URI url = settings.gatewayUrl()
                .orElse(URI.create(answer.body().path("url").asText()));
        findings.add(
                GatewayHelloCheck.receivesHello(rest.http(), url)
                        ? CheckFinding.ok("Discord: gateway reachable")
                        : CheckFinding.failed(
                                "Discord: no answer from the gateway %s".formatted(url),
                                "check that firewalls and proxies allow WebSockets, and discord.gateway-url, which may be"
                                        + " empty"));
    }

    /// Checks whether enough logins are left today for a start, which takes one per shard.
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
        Answer answer = rest.post(
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

    private CheckFinding refused(String what, Answer answer) {
        return CheckFinding.failed(
                "Discord: %s failed: %s answered %s".formatted(what, settings.apiUrl(), answer.refusal()),
                "check that discord.api-url is Discord's; try again in a minute");
    }
}
