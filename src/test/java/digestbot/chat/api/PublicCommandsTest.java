package digestbot.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicCommandsTest {

    private static final Map<String, String> GIVEN =
            Map.of("topic", "us-china", "date", "2026-02-05", "perspective", "china", "words", "tells", "text", "x");

    /// A late answer is deferred before its audience is known.
    @Test
    void eachCommandAnswersThoseWhomItsSpecNames(@TempDir Path folder) throws IOException {
        Map<String, Boolean> answered = new TreeMap<>();
        Map<String, Boolean> specified = new TreeMap<>();
        try (ConversationFixture conversation = ConversationFixture.ofTwoTopics(folder)) {
            conversation.arrive("us-china", "US vs China", "2026-02-04", "us: United States", "china: China");
            conversation.as(ConversationFixture.OWNER_ON_DISCORD);
            for (CommandSpec spec : CommandSpec.all()) {
                Command command = spec.parse().apply(new CommandArguments(GIVEN));
                specified.put(spec.id(), command.isPublic());
                answered.put(spec.id(), isForAll(conversation.onDiscord(true, command)));
            }
        }
        assertThat(answered).isEqualTo(specified).containsEntry("sources", true).containsEntry("latest", false);
    }

    private static boolean isForAll(Reply reply) {
        return reply instanceof Reply.PublicMessage || (reply instanceof Reply.WithFile(var _, boolean toAll) && toAll);
    }
}
