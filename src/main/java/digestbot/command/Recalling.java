package digestbot.command;

import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.View;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digest of a certain day, on the asking chat's calendar.
final class Recalling {

    private final Library library;
    private final Looking looking;
    private final Picking picking;
    private final Picturing picturing;

    Recalling(Library library, Looking looking, Picking picking, Picturing picturing) {
        this.library = library;
        this.looking = looking;
        this.picking = picking;
        this.picturing = picturing;
    }

    Reply yesterday(Asked asked, String topic) {
        return picking.on(asked, topic, asked.today().minusDays(1), this::shown);
    }

    Reply digest(Asked asked, String typedTopic, String typedDate) {
        DatedTopic wish = DatedTopic.of(asked, library, typedTopic, typedDate);
        return wish.date().isEmpty() ? picking.which(asked, wish.topic()) : picking.dated(asked, wish, this::shown);
    }

    /// The digests of that day, of whichever topics there are some; empty if there are none any more.
    Optional<Content> digest(Asked asked, LocalDate day) {
        return switch (looking.found(asked, "")) {
            case Looking.Found.Nothing _ -> Optional.empty();
            case Looking.Found.Topic found ->
                picking.first(asked, found, day).map(first -> content(asked, first.topic(), first.others(), day));
        };
    }

    /// As a picture; the newest if no day is given.
    Reply card(Asked asked, String typedTopic, String typedDate) {
        DatedTopic wish = DatedTopic.maybeDated(asked, library, typedTopic, typedDate);
        return wish.date().isEmpty()
                ? picturing.newest(asked, wish.topic())
                : picking.dated(
                        asked,
                        wish,
                        (_, topic, _, day) ->
                                picturing.of(asked, digest(asked, topic, day).orElseThrow()));
    }

    private Reply shown(Asked asked, KnownTopic topic, List<KnownTopic> others, LocalDate day) {
        return new Reply.Say(content(asked.toAll(), topic, others, day));
    }

    private Content content(Asked asked, KnownTopic topic, List<KnownTopic> others, LocalDate day) {
        Content content = looking.shown(asked, digest(asked, topic, day).orElseThrow(), new View.Overview());
        return OtherTopics.below(
                content,
                others,
                other -> digest(asked, other, day)
                        .map(stored -> new Press.Show(stored.number(), new View.Overview(), 0)));
    }

    private Optional<StoredDigest> digest(Asked asked, KnownTopic topic, LocalDate day) {
        return looking.digest(asked, topic, Optional.of(day));
    }
}
