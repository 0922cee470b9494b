package digestbot.chat.read;

import digestbot.action.LookupPress;
import digestbot.action.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
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
public record TodayCommand(Library library, DigestCommands digests, DigestList list, UsualPublicationTimes usualTimes)
        implements HandlerRegistry.Handler {

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Command.Today.class, (context, typed) -> today(context, typed.topic()));
        registry.on(Press.ShowToday.class, (context, press) -> Placement.menu(context, press, newest(context)));
        // A button of an unsupported version leads to the newest digest.
        registry.on(
                Command.Pressed.class,
                (context, _) -> Placement.beside(context, new Press.ShowToday(), newest(context)));
    }

    private Reply today(CommandContext context, String typed) {
        return switch (digests.selectTopic(context, typed)) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> new Reply.EphemeralMessage(message);
            case DigestCommands.TopicSelection.Topic selected ->
                shown(context.withReplyToAll(), selected, !typed.isBlank())
                        .<Reply>map(Reply.PublicMessage::new)
                        .orElseGet(() -> new Reply.EphemeralMessage(DigestCommands.noTopics(context)));
        };
    }

    private Content newest(CommandContext context) {
        return switch (digests.selectTopic(context, "")) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> message;
            case DigestCommands.TopicSelection.Topic selected ->
                shown(context, selected, false).orElseGet(() -> DigestCommands.noTopics(context));
        };
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
                        .map(newest -> new Press.Show(newest.number(), new DigestView.Overview(), 0)));
        return others.isEmpty()
                ? shown
                : shown.withAdditions(ViewAdditions.withButtons(List.of(
                        List.of(Replies.button(context.texts(), "latest-digests", new LookupPress.ShowLatest(0))))));
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
