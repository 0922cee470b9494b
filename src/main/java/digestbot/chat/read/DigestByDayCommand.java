package digestbot.chat.read;

import digestbot.action.LookupPress;
import digestbot.action.Press;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.Placement;
import digestbot.chat.common.TopicAndDay;
import digestbot.content.Content;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digest of a certain day, in the requesting chat's time zone: its overview or card.
public record DigestByDayCommand(Library library, DigestCommands digests, DigestLookup lookup, CardCommand cardCommand)
        implements HandlerRegistry.Handler {

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(LookupCommand.Yesterday.class, this::yesterday);
        registry.on(LookupCommand.DigestOfDay.class, this::digest);
        registry.on(LookupCommand.Card.class, this::card);
        registry.on(LookupPress.ShowDay.class, this::pressed);
    }

    private Reply yesterday(CommandContext context, LookupCommand.Yesterday typed) {
        return lookup.replyForDay(context, typed.topic(), context.today().minusDays(1), this::shown);
    }

    private Reply digest(CommandContext context, LookupCommand.DigestOfDay typed) {
        TopicAndDay wish = TopicAndDay.of(context, library, typed.topic(), typed.date());
        return wish.date().isEmpty()
                ? lookup.askForDay(context, wish.topic())
                : lookup.replyForTypedDay(context, wish, this::shown);
    }

    /// The digests of that day, of all topics that have one.
    private Reply pressed(CommandContext context, LookupPress.ShowDay press) {
        Optional<DigestCommands.TopicSelection.Topic> found = switch (digests.selectTopic(context, "")) {
            case DigestCommands.TopicSelection.Nothing _ -> Optional.empty();
            case DigestCommands.TopicSelection.Topic all -> lookup.first(context, all, press.day());
        };
        return found.map(first -> content(context, first.topic(), first.others(), press.day()))
                .map(content -> Placement.linkedView(context, press, content, 0))
                .orElseGet(() -> context.refuse("digest-gone"));
    }

    private Reply card(CommandContext context, LookupCommand.Card typed) {
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, typed.topic(), typed.date());
        return wish.date().isEmpty()
                ? cardCommand.newest(context, wish.topic())
                : lookup.replyForTypedDay(
                        context,
                        wish,
                        (_, topic, _, day) -> cardCommand.of(
                                context, digest(context, topic, day).orElseThrow()));
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
                        .map(stored -> new Press.Show(stored.number(), new DigestView.Overview(), 0)));
    }

    private Optional<StoredDigest> digest(CommandContext context, LibraryTopic topic, LocalDate day) {
        return digests.digest(context, topic, Optional.of(day));
    }
}
