package digestbot.chat.read;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Routes;
import digestbot.chat.common.TopicAndDay;
import digestbot.content.Content;
import digestbot.digest.DigestView;
import digestbot.i18n.DigestPhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digest of a certain day, on the asking chat's calendar: its overview, sources or card.
public final class DigestByDayCommand implements Routes.Handler {

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

    @Override
    public void register(Routes routes) {
        routes.on(LookupCommand.Yesterday.class, this::yesterday);
        routes.on(LookupCommand.Digest.class, this::digest);
        routes.on(LookupCommand.Card.class, this::card);
        routes.on(LookupCommand.Sources.class, this::sources);
        routes.on(LookupPress.Day.class, this::pressed);
    }

    private Reply yesterday(CommandContext asked, LookupCommand.Yesterday typed) {
        return picking.on(asked, typed.topic(), asked.today().minusDays(1), this::shown);
    }

    private Reply digest(CommandContext asked, LookupCommand.Digest typed) {
        TopicAndDay wish = TopicAndDay.of(asked, library, typed.topic(), typed.date());
        return wish.date().isEmpty() ? picking.which(asked, wish.topic()) : picking.dated(asked, wish, this::shown);
    }

    private Reply sources(CommandContext asked, LookupCommand.Sources typed) {
        return picking.sameOfAll(
                asked,
                typed.topic(),
                typed.date(),
                (aloud, stored) -> looking.shown(aloud, stored, new DigestView.Sources()),
                stored -> new Press.Show(stored.number(), new DigestView.Sources(), 0));
    }

    /// The digests of that day, of whichever topics there are some.
    private Reply pressed(CommandContext asked, LookupPress.Day press) {
        Optional<DigestCommands.Found.Topic> found = switch (looking.found(asked, "")) {
            case DigestCommands.Found.Nothing _ -> Optional.empty();
            case DigestCommands.Found.Topic all -> picking.first(asked, all, press.day());
        };
        return found.map(first -> content(asked, first.topic(), first.others(), press.day()))
                .map(content -> Placement.turned(asked, press, content, 0))
                .orElseGet(() -> asked.refuse(DigestPhrase.DIGEST_GONE));
    }

    /// As a picture; the newest if no day is given.
    private Reply card(CommandContext asked, LookupCommand.Card typed) {
        TopicAndDay wish = TopicAndDay.maybeDated(asked, library, typed.topic(), typed.date());
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
