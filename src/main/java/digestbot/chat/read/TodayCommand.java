package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.content.Content;
import digestbot.content.ViewAdditions;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.List;
import java.util.Optional;

/// The newest digest: of the typed topic, or else of the chat's own topics. Several are listed.
public record TodayCommand(Library library, DigestCommands digests, DigestList list, UsualPublicationTimes usualTimes) {

    public Reply today(CommandContext context, ReadAction.ShowToday asked) {
        CommandContext shownIn = context.isPress() ? context : context.withReplyToAll();
        return switch (digests.selectTopic(context, asked.topic())) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> Placement.menu(context, asked, message);
            case DigestCommands.TopicSelection.Topic selected ->
                shown(shownIn, selected, !asked.topic().isBlank())
                        .map(content -> Placement.menu(shownIn, asked, content))
                        .orElseGet(() -> Placement.menu(context, asked, DigestCommands.noTopics(context)));
        };
    }

    /// Shows the newest digest instead of what a button of an unsupported version asked for.
    public Reply instead(CommandContext context) {
        Content content = switch (digests.selectTopic(context, "")) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> message;
            case DigestCommands.TopicSelection.Topic selected ->
                shown(context, selected, false).orElseGet(() -> DigestCommands.noTopics(context));
        };
        return Placement.beside(context, new ReadAction.ShowToday(), content);
    }

    private Optional<Content> shown(
            CommandContext context, DigestCommands.TopicSelection.Topic selected, boolean isTyped) {
        List<LibraryTopic> own = isTyped ? List.of(selected.topic()) : digests.ownTopics(context, selected.all());
        return own.size() > 1
                ? Optional.of(list.page(context, own, newest -> title(context, newest), 0))
                : one(context, selected);
    }

    private Optional<Content> one(CommandContext context, DigestCommands.TopicSelection.Topic selected) {
        return newest(context, selected.topic())
                .map(newest -> withOthers(
                        context,
                        usualTimes.headed(
                                context,
                                newest,
                                digests.renderWithLanguageNote(context, newest, new DigestView.Overview())),
                        selected.others()));
    }

    private Content withOthers(CommandContext context, Content content, List<LibraryTopic> others) {
        Content shown = OtherTopicButtons.below(
                context.texts(),
                content,
                others,
                other -> newest(context, other)
                        .map(newest -> new ReadAction.Show(newest.number(), new DigestView.Overview(), 0)));
        return others.isEmpty()
                ? shown
                : shown.withAdditions(ViewAdditions.withButtons(List.of(
                        List.of(Replies.button(context.texts(), "latest-digests", new ReadAction.ShowLatest(0))))));
    }

    private Optional<StoredDigest> newest(CommandContext context, LibraryTopic topic) {
        return library.newest(context.transaction(), topic.topic().id(), context.language());
    }

    /// Such as “2 digests today”; earlier ones are only called the latest.
    private static String title(CommandContext context, List<StoredDigest> newest) {
        long today = newest.stream()
                .filter(each -> !each.digest().key().day().isBefore(context.today()))
                .count();
        return today == 0
                ? context.texts().format("latest-digests")
                : context.texts().format("digests-today", today);
    }
}
