package digestbot.chat;

import digestbot.audience.ChatType;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.content.Button;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Requests and replies as the golden files of conversations have them: the reply's text, and its
/// buttons row by row with what each asks for. A marked button is in parentheses.
final class Transcripts {

    private static final Pattern DAYS = Pattern.compile("(?<=days=\\[)[A-Z]+DAY(?:, [A-Z]+DAY)*(?=])");

    private Transcripts() {}

    static String exchange(CommandRequest request, Reply reply) {
        return "> " + asked(request) + "\n" + answer(reply) + "\n";
    }

    static String answer(Reply reply) {
        return ConversationFixture.told(reply).replaceAll("(?m)^$", "·") + "\n"
                + rows(reply).stream().map(Transcripts::row).collect(Collectors.joining());
    }

    static String stored(Subscriber subscriber, List<Subscription> subscriptions) {
        return subscriber.preferences()
                + subscriber.pausedReason().map(reason -> ", paused: " + reason).orElse("") + "\n"
                + subscriptions.stream().map(Transcripts::stored).collect(Collectors.joining("\n"));
    }

    private static String stored(Subscription subscription) {
        var reading = subscription.reading();
        return "%s%s: %s, %s, %s, %s"
                .formatted(
                        subscription.topic(),
                        subscription.thread() == 0 ? "" : " in " + subscription.thread(),
                        reading.perspectives().isAll()
                                ? "all"
                                : reading.perspectives().column(),
                        reading.length(),
                        reading.layout(),
                        ordered(subscription.schedule().toString()));
    }

    /// Days in the order of the week, whatever the order of the set, and no random keys.
    private static String ordered(String told) {
        return DAYS.matcher(told.replaceAll("search=\\w{24}", "search=…"))
                .replaceAll(days -> Arrays.stream(days.group().split(", ", -1))
                        .map(DayOfWeek::valueOf)
                        .sorted()
                        .map(DayOfWeek::name)
                        .collect(Collectors.joining(", ")));
    }

    private static String asked(CommandRequest request) {
        var chat = request.origin().chat();
        String place = chat.platform().id() + " " + chat.kind().name().toLowerCase(Locale.ROOT);
        String role = chat.kind() == ChatType.PRIVATE ? "" : request.personIsChatAdmin() ? " by an admin" : "";
        return place + role + ": "
                + ordered(request.action().toString())
                        .replace(", picture=Optional.empty]", "]")
                        .replaceAll("(?<=, picture)=Optional.*", "]");
    }

    private static List<List<Button>> rows(Reply reply) {
        return reply instanceof Reply.Toast || reply instanceof Reply.NoReply
                ? List.of()
                : ConversationFixture.content(reply).buttons();
    }

    private static String row(List<Button> row) {
        return row.stream()
                .map(button -> {
                    String told = "[" + button.label() + "]"
                            + ConversationFixture.button(button)
                                    .substring(button.label().length());
                    return button.current() ? "(" + ordered(told) + ")" : ordered(told);
                })
                .collect(Collectors.joining("  ", "    ", "\n"));
    }
}
