package digestbot.chat.broadcast;

import digestbot.broadcast.RecipientFilter;
import digestbot.broadcast.RecipientsText.FilterNames;
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
    Optional<RecipientFilter> after(
            Transaction transaction, RecipientFilter recipients, BroadcastPress.RecipientButton press) {
        return switch (press) {
            case BroadcastPress.ShowRecipients _, BroadcastPress.ChooseCriterion _ -> Optional.of(recipients);
            case BroadcastPress.ToEveryone _ -> Optional.of(RecipientFilter.EVERYONE.important(recipients.important()));
            case BroadcastPress.ToPlatform(long _, var platform) -> Optional.of(recipients.withPlatform(platform));
            case BroadcastPress.ToTopic(long _, long topic) ->
                topic == 0
                        ? Optional.of(recipients.withTopic(Optional.empty()))
                        : library.topic(transaction, topic)
                                .map(known -> recipients.withTopic(
                                        Optional.of(known.topic().id())));
            case BroadcastPress.ToPerspective perspective -> reading(transaction, recipients, perspective);
            case BroadcastPress.ToLanguage(long _, String tag) ->
                Optional.of(recipients.withLanguage(Optional.of(tag).filter(some -> !some.isEmpty())));
            case BroadcastPress.ToActive(long _, int days) ->
                Optional.of(recipients.withActiveDays(days == 0 ? OptionalInt.empty() : OptionalInt.of(days)));
            case BroadcastPress.ToggleImportant(long _, boolean enabled) -> Optional.of(recipients.important(enabled));
        };
    }

    private Optional<RecipientFilter> reading(
            Transaction transaction, RecipientFilter recipients, BroadcastPress.ToPerspective press) {
        return library.digest(transaction, press.digest())
                .filter(stored ->
                        press.ordinal() < stored.digest().perspectives().size())
                .map(stored -> recipients.withPerspective(
                        stored.digest().topic().id(),
                        stored.digest().perspectives().get(press.ordinal()).id()));
    }

    /// The names of the recipients' topic and perspective, or their ids if the names are unknown.
    FilterNames names(Transaction transaction, RecipientFilter recipients, String language) {
        return new FilterNames(
                recipients.topic().map(id -> library.topicName(transaction, id)),
                recipients
                        .perspective()
                        .map(id -> library.perspectiveName(
                                transaction, recipients.topic().orElseThrow(), id, language)));
    }

    /// The newest digest of the recipients' topic.
    Optional<StoredDigest> newest(Transaction transaction, RecipientFilter recipients, String language) {
        return recipients.topic().flatMap(id -> library.newest(transaction, id, language));
    }

    List<LibraryTopic> topics(Transaction transaction) {
        return library.topics(transaction);
    }
}
