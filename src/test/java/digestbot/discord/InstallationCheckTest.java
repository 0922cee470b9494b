package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.ops.health.CheckFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstallationCheckTest {

    @Test
    void namesWhatTheInstallLinkLacks() throws Exception {
        assertThat(lines("""
                {"integration_types_config": {"1": {}, "0": {"oauth2_install_params":
                    {"scopes": ["bot"], "permissions": "1024"}}}}"""))
                .contains("! Discord: the install link lacks the scope applications.commands,"
                        + " Send Messages, Send Messages in Threads");
        assertThat(lines("""
                {"integration_types_config": {"1": {}, "0": {"oauth2_install_params":
                    {"scopes": ["bot", "applications.commands"], "permissions": "8"}}}}""")).as("an administrator lacks no permission").allMatch(line -> line.startsWith("✓"));
        assertThat(lines("""
                {"integration_types_config": {"0": {}}}"""))
                .first()
                .asString()
                .contains("the install link lacks the scope bot, the scope applications.commands, View Channels");
    }

    @Test
    void aStartTakesALoginForEachShard() throws Exception {
        String marks = "";
        for (int[] each : new int[][] {{1000, 1}, {21, 1}, {20, 1}, {1, 1}, {0, 1}, {15, 16}}) {
            CheckFinding finding = DiscordCheck.logins(json("""
                    {"shards": %d, "session_start_limit": {"total": 1000, "remaining": %d, "reset_after": 7200000}}""".formatted(each[1], each[0])));
            marks += finding.level().mark();
            finding.fix().ifPresent(fix -> assertThat(fix).contains("120 min"));
        }
        assertThat(marks).isEqualTo("✓✓!!✗✗");
    }

    private static List<String> lines(String application) throws Exception {
        return DiscordCheck.InstallationCheck.findings(json(application)).stream()
                .map(finding -> finding.level().mark() + " " + finding.message())
                .toList();
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
