package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.Placement;
import digestbot.chat.common.TopicAndDay;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digest of a certain day, in the requesting chat's time zone: its overview or card.
public record DigestByDayCommand(
        Library library, DigestCommands digests, DigestLookup lookup, DigestViews digestViews) {

    public Reply yesterday(CommandContext context, ReadAction.Yesterday typed) {
        return lookup.replyForDay(context, typed.topic(), context.today().minusDays(1), this::shown);
    }

    public Reply digest(CommandContext context, ReadAction.DigestOfDay typed) {
        TopicAndDay wish = TopicAndDay.of(context, library, typed.topic(), typed.date());
        return wish.date().isEmpty()
                ? lookup.askForDay(context, wish.topic())
                : lookup.replyForTypedDay(context, wish, this::shown);
    }

    /// The digests of that day, of all topics that have one.
    public Reply pressed(CommandContext context, ReadAction.ShowDay press) {
        Optional<DigestCommands.TopicSelection.Topic> found = switch (digests.selectTopic(context, "")) {
            case DigestCommands.TopicSelection.Nothing _ -> Optional.empty();
            case DigestCommands.TopicSelection.Topic all -> lookup.first(context, all, press.day());
        };
        return found.map(first -> content(context, first.topic(), first.others(), press.day()))
                .map(content -> Placement.linkedView(context, press, content, 0))
                .orElseGet(() -> context.refuse("digest-gone"));
    }

    public Reply card(CommandContext context, ReadAction.Card typed) {
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, typed.topic(), typed.date());
        return wish.date().isEmpty()
                ? newestCard(context, wish.topic())
                : lookup.replyForTypedDay(
                        context,
                        wish,
                        (_, topic, _, day) ->
                                card(context, digest(context, topic, day).orElseThrow()));
    }

    /// The newest digest of the topic; without one, of the first subscribed topic.
    private Reply newestCard(CommandContext context, String typed) {
        return switch (digests.selectTopic(context, typed)) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> new Reply.EphemeralMessage(message);
            case DigestCommands.TopicSelection.Topic(LibraryTopic topic, List<LibraryTopic> _) ->
                library.newest(context.transaction(), topic.topic().id(), context.language())
                        .map(digest -> card(context, digest))
                        .orElseGet(() -> new Reply.EphemeralMessage(DigestCommands.noTopics(context)));
        };
    }

    private Reply card(CommandContext context, StoredDigest stored) {
        CommandContext publicContext = context.withReplyToAll();
        digests.recordOpened(publicContext, stored, ViewedPart.Whole.CARD);
        Reader reader = digests.reader(publicContext, stored);
        Content beside = digestViews.cardCaption(stored.digest(), reader);
        return new Reply.WithFile(new FileRequest.CardFile(beside, stored.number(), stored.revision(), reader), true);
    }

    private Reply shown(CommandContext context, LibraryTopic topic, List<LibraryTopic> others, LocalDate day) {
        return new Reply.PublicMessage(content(context.withReplyToAll(), topic, others, day));
    }

    private Content content(CommandContext context, LibraryTopic topic, List<LibraryTopic> others, LocalDate day) {
        Content content = digests.renderWithLanguageNote(
                context, digest(context, topic, day).orElseThrow(), new DigestView.Overview());
        return OtherTopicButtons.below(
                context.texts(),
                content,
                others,
                other -> digest(context, other, day)
                        .map(stored -> new ReadAction.Show(stored.number(), new DigestView.Overview(), 0)));
    }

    private Optional<StoredDigest> digest(CommandContext context, LibraryTopic topic, LocalDate day) {
        return digests.digest(context, topic, Optional.of(day));
    }
}
