package digestbot.chat.broadcast;

import digestbot.broadcast.Recipients;
import digestbot.broadcast.RecipientsText.Names;
import digestbot.button.BroadcastPress;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The effect of presses on a broadcast's recipients, and the names of the choices.
final class RecipientChoices {

    private final Library library;

    RecipientChoices(Library library) {
        this.library = library;
    }

    /// The filter after the button press; empty if the topic no longer exists.
    Optional<Recipients> after(Transaction transaction, Recipients to, BroadcastPress.OfRecipients press) {
        return switch (press) {
            case BroadcastPress.Recipients _, BroadcastPress.Choose _ -> Optional.of(to);
            case BroadcastPress.ToEveryone _ -> Optional.of(Recipients.EVERYONE.important(to.important()));
            case BroadcastPress.ToPlatform(long _, var platform) -> Optional.of(to.on(platform));
            case BroadcastPress.ToTopic(long _, long topic) ->
                topic == 0
                        ? Optional.of(to.getting(Optional.empty()))
                        : library.topic(transaction, topic)
                                .map(known ->
                                        to.getting(Optional.of(known.topic().id())));
            case BroadcastPress.ToPerspective perspective -> reading(transaction, to, perspective);
            case BroadcastPress.ToLanguage(long _, String tag) ->
                Optional.of(to.speaking(Optional.of(tag).filter(some -> !some.isEmpty())));
            case BroadcastPress.ToActive(long _, int days) ->
                Optional.of(to.active(days == 0 ? OptionalInt.empty() : OptionalInt.of(days)));
            case BroadcastPress.ToMuted(long _, boolean wanted) -> Optional.of(to.important(wanted));
        };
    }

    private Optional<Recipients> reading(Transaction transaction, Recipients to, BroadcastPress.ToPerspective press) {
        return library.digest(transaction, press.digest())
                .filter(stored ->
                        press.ordinal() < stored.digest().perspectives().size())
                .map(stored -> to.reading(
                        stored.digest().topic().id(),
                        stored.digest().perspectives().get(press.ordinal()).id()));
    }

    /// The names of the recipients' topic and perspective; their ids where no name is known.
    Names names(Transaction transaction, Recipients to, String language) {
        return new Names(
                to.topic().map(id -> library.topicName(transaction, id)),
                to.perspective()
                        .map(id ->
                                library.perspectiveName(transaction, to.topic().orElseThrow(), id, language)));
    }

    /// The newest digest of the recipients' topic.
    Optional<StoredDigest> newest(Transaction transaction, Recipients to, String language) {
        return to.topic().flatMap(id -> library.newest(transaction, id, language));
    }

    List<LibraryTopic> topics(Transaction transaction) {
        return library.topics(transaction);
    }
}
