package digestbot.chat.read;

import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.TopicAndDay;
import digestbot.content.Content;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digest of a certain day, on the asking chat's calendar.
public final class DigestByDayCommand {

    private final Library library;
    private final DigestCommands looking;
    private final DigestLookup picking;
    private final CardCommand picturing;

    public DigestByDayCommand(Library library, DigestCommands looking, DigestLookup picking, CardCommand picturing) {
        this.library = library;
        this.looking = looking;
        this.picking = picking;
        this.picturing = picturing;
    }

    public Reply yesterday(CommandContext asked, String topic) {
        return picking.on(asked, topic, asked.today().minusDays(1), this::shown);
    }

    public Reply digest(CommandContext asked, String typedTopic, String typedDate) {
        TopicAndDay wish = TopicAndDay.of(asked, library, typedTopic, typedDate);
        return wish.date().isEmpty() ? picking.which(asked, wish.topic()) : picking.dated(asked, wish, this::shown);
    }

    /// The digests of that day, of whichever topics there are some; empty if there are none any more.
    public Optional<Content> digest(CommandContext asked, LocalDate day) {
        return switch (looking.found(asked, "")) {
            case DigestCommands.Found.Nothing _ -> Optional.empty();
            case DigestCommands.Found.Topic found ->
                picking.first(asked, found, day).map(first -> content(asked, first.topic(), first.others(), day));
        };
    }

    /// As a picture; the newest if no day is given.
    public Reply card(CommandContext asked, String typedTopic, String typedDate) {
        TopicAndDay wish = TopicAndDay.maybeDated(asked, library, typedTopic, typedDate);
        return wish.date().isEmpty()
                ? picturing.newest(asked, wish.topic())
                : picking.dated(
                        asked,
                        wish,
                        (_, topic, _, day) ->
                                picturing.of(asked, digest(asked, topic, day).orElseThrow()));
    }

    private Reply shown(CommandContext asked, LibraryTopic topic, List<LibraryTopic> others, LocalDate day) {
        return new Reply.Say(content(asked.toAll(), topic, others, day));
    }

    private Content content(CommandContext asked, LibraryTopic topic, List<LibraryTopic> others, LocalDate day) {
        Content content = looking.shown(asked, digest(asked, topic, day).orElseThrow(), new DigestView.Overview());
        return OtherTopicButtons.below(
                content,
                others,
                other -> digest(asked, other, day)
                        .map(stored -> new Press.Show(stored.number(), new DigestView.Overview(), 0)));
    }

    private Optional<StoredDigest> digest(CommandContext asked, LibraryTopic topic, LocalDate day) {
        return looking.digest(asked, topic, Optional.of(day));
    }
}
