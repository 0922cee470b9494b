package digestbot.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.SealedSamples;
import digestbot.action.SealedTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

    private static final SealedSamples UNCLEAN = new SealedSamples()
            .with(AttachedPicture.class, List.of())
            .with(String.class, List.of("a\u202eb\u2066c\u0000d" + "\u0301".repeat(200) + "\ufeff"))
            .with(long.class, List.of(1L))
            .with(int.class, List.of(1))
            .with(OptionalInt.class, List.of(OptionalInt.empty()));

    private static final Map<String, String> GIVEN =
            Map.of("topic", "us-china", "date", "2026-02-05", "perspective", "china", "words", "tells", "text", "x");

    @Test
    void everyCommandCleansItsText() {
        List<? extends Command> typed = SealedTypes.leaves(Command.class)
                .filter(kind -> Stream.of(kind.getRecordComponents())
                        .anyMatch(component -> component.getType() == String.class))
                .flatMap(kind -> UNCLEAN.of(kind).stream())
                .map(Command.class::cast)
                .toList();
        assertThat(typed)
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> assertThat(command.toString())
                        .contains("abcd" + "\u0301".repeat(8))
                        .doesNotContain("\u202e", "\u2066", "\u0000", "\ufeff", "\u0301".repeat(9)));
    }

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
                Reply reply = conversation.onDiscord(true, command);
                specified.put(spec.id(), command.isPublic());
                answered.put(
                        spec.id(),
                        reply instanceof Reply.PublicMessage
                                || (reply instanceof Reply.WithFile(var _, boolean toAll) && toAll));
            }
        }
        assertThat(answered).isEqualTo(specified).containsEntry("sources", true).containsEntry("latest", false);
    }
}
