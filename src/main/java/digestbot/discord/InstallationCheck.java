package digestbot.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.health.CheckFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Checks the settings of an application in the Developer Portal (“Application object” in Discord's
/// documentation).
final class InstallationCheck {

    private static final String GUILD = "0";
    private static final String USER = "1";

    /// The intents for presence, server members and message content, each for small and for large
    /// bots.
    private static final long PRIVILEGED = 0b1100_1111L << 12;

    /// The required permissions: bit number and the portal's name.
    private static final Map<Integer, String> NEEDED = needed();

    private InstallationCheck() {}

    private static Map<Integer, String> needed() {
        Map<Integer, String> needed = new LinkedHashMap<>();
        needed.put(10, "View Channels");
        needed.put(11, "Send Messages");
        needed.put(38, "Send Messages in Threads");
        return needed;
    }

    /// @param application the response to `GET /applications/@me`
    static List<CheckFinding> findings(JsonNode application) {
        List<CheckFinding> findings = new ArrayList<>();
        if (!application.path("interactions_endpoint_url").asText("").isEmpty()
                && !application.path("interactions_endpoint_url").isNull()) {
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
                    "Discord: the bot can't be added to servers", "Developer Portal, Installation: tick Guild Install");
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
