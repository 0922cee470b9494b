package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform.Feature;
import digestbot.audience.vote.Vote;
import digestbot.audience.vote.VoteStore;
import digestbot.concurrent.LruCache;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.corrections.CorrectionPlan;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.PartChange;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.FittedReader;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.outbox.StoredContent;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.delivery.rendering.RevisionMessages.LazyMessage;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the messages of a due delivery, and the requests that send them, before it is claimed.
/// Equal messages are rendered once and cached, for all deliveries of a platform.
public final class MessageBuilder<M> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageBuilder.class);

    /// Few, because a long digest takes megabytes.
    private static final int MAX_CACHED = 8;

    /// A due delivery, with what has to be done with it.
    sealed interface Prepared<M> {

        /// It waits for the end of quiet hours.
        record Postponed<M>(Delivery due) implements Prepared<M> {}

        /// The first one of those that become one delivery with others.
        record Combinable<M>(Delivery due) implements Prepared<M> {}

        /// A delivery with the requests that send it.
        ///
        /// @param changes the effect of each step on the corrected delivery; empty if this is not a
        ///     correction
        record Ready<M>(Delivery due, List<Step<M>> steps, List<PartChange> changes) implements Prepared<M> {

            /// Whether the claim creates the parts: nothing of the delivery has arrived yet. An
            /// earlier claim may have made fewer or more of them, in another version of the bot.
            boolean createsParts() {
                return changes.isEmpty() && due.sent() == 0;
            }

            Claim<M> claim(long leaseEnd) {
                return new Claim<>(due.nextClaim(), due.attempts() + 1, leaseEnd, due.to(), steps, changes, due.sent());
            }
        }

        record NothingToSend<M>(Delivery due) implements Prepared<M> {}

        record Unsendable<M>(Delivery due, Outcome outcome, String why) implements Prepared<M> {}
    }

    /// A view that somebody asked for, which others of a group may ask for too.
    private record ViewKey(Content content, OptionalInt page) {}

    private final Database database;
    private final Messenger<M> messenger;
    private final InstantSource clock;
    private final RevisionMessages<M> revisions;
    private final CorrectionPlan<M> correctionPlan;
    private final FileMaker files;
    private final VoteStore votes;
    private final LruCache<Object, List<M>> cache = new LruCache<>(MAX_CACHED);

    public MessageBuilder(
            Database database,
            Messenger<M> messenger,
            Library library,
            DigestContentBuilder digestViews,
            WebPageFinder webPages,
            FileMaker files,
            VoteStore votes,
            InstantSource clock) {
        this.database = database;
        this.messenger = messenger;
        this.clock = clock;
        revisions = new RevisionMessages<>(messenger, library, digestViews, webPages);
        correctionPlan = new CorrectionPlan<>(messenger, revisions);
        this.files = files;
        this.votes = votes;
    }

    Messenger<M> messenger() {
        return messenger;
    }

    Database database() {
        return database;
    }

    /// Prepares a delivery. If the storage fails, it throws, and the delivery stays queued.
    Prepared<M> prepare(Transaction transaction, Delivery due) {
        try {
            if (due.payload() instanceof Payload.MessageCorrection correction) {
                return prepare(due, correctionPlan.changes(transaction, correction));
            }
            if (due.payload() instanceof Payload.SharedWithdrawal withdrawal) {
                return prepare(due, correctionPlan.withdrawal(transaction, withdrawal));
            }
            Delivery fitted = fitted(transaction, due);
            List<Step<M>> steps = steps(fitted, messages(transaction, fitted));
            if (steps.size() <= due.sent()) {
                throw new IllegalStateException("nothing is left to send after " + due.sent() + " messages");
            }
            return new Prepared.Ready<>(fitted, steps, List.of());
        } catch (RuntimeException | StackOverflowError e) {
            if (Database.isStorageFailure(e)) {
                throw e;
            }
            LOG.error("delivery {}: rendering failed", due.number(), e);
            return new Prepared.Unsendable<>(
                    due,
                    Outcome.UNRENDERABLE,
                    "cannot be rendered: " + Database.root(e).getMessage());
        }
    }

    /// The delivery with the reader of its first claim, or with the one that this claim fixes.
    private Delivery fitted(Transaction transaction, Delivery due) {
        return due.reader().isEmpty() && due.payload() instanceof Payload.OfDigests digests
                ? due.withReader(revisions.fitted(transaction, digests.shown(), digests.reader(), digests.readings()))
                : due;
    }

    private Prepared<M> prepare(Delivery due, List<CorrectionPlan.Change<M>> changes) {
        return changes.isEmpty()
                ? new Prepared.NothingToSend<>(due)
                : new Prepared.Ready<>(
                        due,
                        changes.stream().map(CorrectionPlan.Change::step).toList(),
                        changes.stream().map(CorrectionPlan.Change::part).toList());
    }

    /// Only the first message of a delivery makes a sound.
    private List<Step<M>> steps(Delivery due, List<M> messages) {
        Optional<String> edits = due.edits();
        return IntStream.range(0, messages.size())
                .<Step<M>>mapToObj(i -> edits.isPresent()
                        ? new Step.Edit<>(edits.get(), messages.get(i))
                        : new Step.Send<>(messages.get(i), i > 0))
                .toList();
    }

    private List<M> messages(Transaction transaction, Delivery due) {
        return switch (due.payload()) {
            case Payload.OwnContent own ->
                switch (StoredContent.read(own.content())) {
                    case StoredContent.File(FileRequest request) -> file(transaction, due, request);
                    case StoredContent.Origin(ContentOrigin origin) -> {
                        Content view = revisions.of(transaction, origin, vote(transaction, due, origin));
                        yield cache.get(new ViewKey(view, own.page()), () -> messages(transaction, view, own.page()));
                    }
                    case StoredContent.Whole(Content content) -> messages(transaction, content, own.page());
                };
            case Payload.SharedContent shared ->
                cache.get(
                        shared,
                        () -> FanOutStore.content(transaction, shared.number())
                                .map(content -> messages(transaction, content))
                                .orElseThrow(() -> new IllegalStateException("there is no " + shared)));
            case Payload.MessageCorrection _, Payload.SharedWithdrawal _ ->
                throw new IllegalArgumentException("corrections have no messages of their own");
            case Payload.CombinedDigests combined ->
                digest(List.of(revisions.combined(transaction, combined.view(), reader(due))));
            case Payload.SingleDigest single ->
                digest(revisions.messages(transaction, single.digest(), new DigestView.Overview(), reader(due)));
        };
    }

    private static FittedReader reader(Delivery fitted) {
        return fitted.reader().orElseThrow();
    }

    /// The vote of the person whose private chat it is, if the chat's id tells who they are.
    private Optional<Vote> vote(Transaction transaction, Delivery due, ContentOrigin origin) {
        Chat chat = due.to().chat();
        return chat.kind() == ChatType.PRIVATE && chat.platform().has(Feature.PERSON_IS_PRIVATE_CHAT)
                ? votes.of(transaction, new Person(chat.platform(), chat.id(), ""), origin.digest())
                : Optional.empty();
    }

    private List<M> digest(List<LazyMessage<M>> messages) {
        List<M> all = new ArrayList<>();
        messages.forEach(each -> all.add(each.message(messenger)));
        all.set(0, messenger.firstOfDigest(all.getFirst()));
        return List.copyOf(all);
    }

    private List<M> messages(Transaction transaction, Content content, OptionalInt page) {
        return page.isEmpty()
                ? messages(transaction, content)
                : List.of(messenger.render(MessagePacker.page(content, messenger.budget(), page.getAsInt())));
    }

    private List<M> messages(Transaction transaction, Content content) {
        return MessagePacker.messages(content, messenger.budget()).stream()
                .map(page -> {
                    M message = messenger.render(page);
                    return page.picture()
                            .map(broadcast -> messenger.attach(message, files.picture(transaction, broadcast)))
                            .orElse(message);
                })
                .toList();
    }

    /// The message with its file, which is created under the poison guard when the message is
    /// sent. If the digest of a picture was withdrawn, a notice is sent instead.
    private List<M> file(Transaction transaction, Delivery due, FileRequest request) {
        if (request instanceof FileRequest.CardFile card) {
            Optional<Content> withdrawn = revisions.withdrawn(
                    transaction, card.digest(), card.reader().language());
            if (withdrawn.isPresent()) {
                return messages(transaction, withdrawn.get());
            }
        }
        M beside = messenger.render(MessagePacker.page(request.beside(), messenger.budget(), 0));
        Attachment file = switch (files.of(transaction, due.subscriber(), request)) {
            case Attachment.Document(String name, String mediaType, Supplier<byte[]> content) ->
                new Attachment.Document(name, mediaType, guarded(due, content));
            case Attachment.Image(String name, String described, Supplier<byte[]> png) ->
                new Attachment.Image(name, described, guarded(due, png));
            case Attachment.Picture picture -> picture;
        };
        return List.of(messenger.attach(beside, file));
    }

    private Supplier<byte[]> guarded(Delivery due, Supplier<byte[]> making) {
        return () -> PoisonGuard.guarded(database, clock, due.number(), making);
    }
}
