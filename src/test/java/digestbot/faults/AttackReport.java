package digestbot.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The results of attacks in `target/abuse.json`, an object for each.
final class AttackReport {

    private static final Path FILE = Path.of("target/abuse.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ArrayNode rows = JsonNodeFactory.instance.arrayNode();

    void add(AttackRun.Row row) throws IOException {
        rows.addObject()
                .put("attack", row.attack())
                .put("requests", row.requests())
                .put("peakMib", Math.round(row.peakMib()))
                .put("slowestMillis", row.others().slowestMillis())
                .put("slowestTelegramMillis", row.others().telegramMillis())
                .put("slowestDiscordMillis", row.others().discordMillis())
                .put("slowestConsoleMillis", row.others().consoleMillis())
                .put("asked", row.others().asked())
                .put("unanswered", row.others().unanswered())
                .put("slowestBeforeMillis", row.control())
                .put("strain", Math.round(10 * row.strain()) / 10.0)
                .put("diskMib", Math.round(10 * row.diskMib()) / 10.0)
                .put("notOnce", row.wrong())
                .put("alive", row.alive());
        Files.createDirectories(FILE.getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(FILE.toFile(), rows);
    }
}
