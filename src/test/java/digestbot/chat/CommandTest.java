package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.CommandOption;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

    private static final String UNCLEAN = "a\u202eb\u2066c\u0000d" + "\u0301".repeat(200) + "\ufeff";

    private static final Map<String, String> GIVEN =
            Map.of("topic", "us-china", "date", "2026-02-05", "perspective", "china", "words", "tells", "text", "x");

    @Test
    void theTextOfEveryCommandIsCleaned() {
        List<Action> typed = ActionSpec.commands().stream()
                .filter(spec -> !spec.options().isEmpty())
                .map(spec -> spec.parse(
                        spec.options().stream().collect(Collectors.toMap(CommandOption::name, _ -> UNCLEAN))))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(typed).hasSizeGreaterThan(12);
        // The adapters make these from a text that is no option.
        typed.addAll(List.of(
                new ChatAction.Unknown(UNCLEAN),
                new ReadAction.Search(UNCLEAN),
                new MistakeAction.Mistake(Optional.empty(), UNCLEAN),
                new BroadcastRequest.WriteBroadcast(UNCLEAN),
                new OperatorAction.SetRole("1", "editor", UNCLEAN)));
        assertThat(typed)
                .allSatisfy(action -> assertThat(action.toString())
                        .contains("abcd" + "\u0301".repeat(8))
                        .doesNotContain("\u202e", "\u2066", "\u0000", "\ufeff", "\u0301".repeat(9)));
    }

    @Test
    void namesOfPlacesAndOperatorsAreCleaned() {
        var group = new Chat(Platform.TELEGRAM, -1, ChatType.GROUP, UNCLEAN);
        var role = new RoleAssignment(Platform.TELEGRAM, 1, Role.EDITOR, UNCLEAN, Instant.EPOCH);
        assertThat(List.of(group.title(), role.name())).containsOnly("abcd" + "\u0301".repeat(8));
    }

    /// A late answer is deferred before its audience is known.
    @Test
    void eachCommandAnswersThoseWhomItsSpecNames(@TempDir Path folder) throws IOException {
        Map<String, Boolean> answered = new TreeMap<>();
        Map<String, Boolean> specified = new TreeMap<>();
        try (ConversationFixture conversation = ConversationFixture.ofTwoTopics(folder)) {
            conversation.arrive("us-china", "US vs China", "2026-02-04", "us: United States", "china: China");
            conversation.as(ConversationFixture.OWNER_ON_DISCORD);
            for (ActionSpec spec : ActionSpec.commands()) {
                Map<String, String> form = new TreeMap<>(GIVEN);
                form.keySet()
                        .retainAll(spec.options().stream()
                                .filter(CommandOption::isInForm)
                                .map(CommandOption::name)
                                .toList());
                Reply reply = conversation.onDiscord(true, spec.parse(form));
                specified.put(spec.id(), spec.isPublic());
                answered.put(spec.id(), reply instanceof Reply.PublicMessage || reply instanceof Reply.PublicFile);
            }
        }
        assertThat(answered).isEqualTo(specified).containsEntry("sources", true).containsEntry("latest", false);
    }
}
