package digestbot.chat;

import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.audience.vote.Vote;
import digestbot.audience.vote.VoteStore;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.ViewAdditions;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestControls;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewTrigger;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import digestbot.digest.DigestView;
import digestbot.digest.story.Continuations;
import digestbot.digest.words.WordText;
import digestbot.i18n.Texts;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes the content of digests for a chat, as its settings have it, and counts what is opened.
public record DigestRenderer(
        DigestLookup lookup, DigestContentBuilder digestViews, WebPageFinder webPages, VoteStore votes) {

    private static final WordStore WORDS = new WordStore();
    private static final MissedDigestStore OPENED = new MissedDigestStore();
    private static final ViewCountStore VIEW_COUNTS = new ViewCountStore();

    Content renderWithLanguageNote(CommandContext context, StoredDigest stored, DigestView view) {
        return withLanguageNote(context, stored, openAndRender(context, stored, view));
    }

    /// Adds a note if the digest is in another language than the one in which the reader receives the
    /// topic.
    Content withLanguageNote(CommandContext context, StoredDigest stored, Content content) {
        Texts texts = context.texts();
        return lookup.deliveryLanguage(context, stored)
                .map(language -> texts.format(
                        "only-in-language",
                        texts.languageName(stored.digest().key().language()),
                        texts.languageName(language)))
                .map(said -> content.withAdditions(ViewAdditions.withRemark(said)))
                .orElse(content);
    }

    /// Counts the view, and records that the chat has opened the digest.
    Content openAndRender(CommandContext context, StoredDigest stored, DigestView view) {
        recordOpened(context, stored, ViewedPart.of(stored.digest(), view));
        return render(context, stored, view);
    }

    public Content render(CommandContext context, StoredDigest stored, DigestView view) {
        Reader reader = reader(context, stored);
        return digestViews
                .view(
                        stored.number(),
                        stored.digest(),
                        view,
                        reader,
                        new DigestControls(
                                others(context, stored),
                                webPages.of(context.transaction(), stored.number()),
                                subscription(context, stored).isPresent(),
                                vote(context, stored),
                                DigestContentBuilder.compares(view, reader)
                                        ? lookup.library()
                                                .continuations(
                                                        context.transaction(), stored.number(), stored.revision())
                                        : Continuations.NONE))
                .withOrigin(new ContentOrigin(stored.number(), stored.revision(), view, reader));
    }

    /// Counts the view. Records that the chat has opened the digest, too, unless only one member
    /// sees the reply.
    void recordOpened(CommandContext context, StoredDigest stored, ViewedPart view) {
        if (context.isRehearsal()) {
            return;
        }
        VIEW_COUNTS.count(
                context.transaction(),
                stored.number(),
                view,
                trigger(context.request().invocation()),
                context.chat().platform(),
                LocalDate.ofInstant(context.now(), ZoneId.systemDefault()));
        if (context.isPrivate() || context.visibleToAll()) {
            context.subscriber()
                    .ifPresent(own -> OPENED.note(context.transaction(), own.number(), stored.number(), context.now()));
        }
    }

    private static ViewTrigger trigger(Invocation invocation) {
        if (!invocation.byPress()) {
            return ViewTrigger.COMMAND_OR_MENU;
        }
        return switch (invocation.action()) {
            case ReadAction.Show(long _, DigestView _, int page) ->
                page > 0 ? ViewTrigger.PAGE_BUTTON : ViewTrigger.VIEW_BUTTON;
            case ReadAction.ShowSeparately _ -> ViewTrigger.OPEN_BUTTON;
            case ReadAction.ShareHere _ -> ViewTrigger.SHARE_BUTTON;
            default -> ViewTrigger.COMMAND_OR_MENU;
        };
    }

    private Optional<Subscription> subscription(CommandContext context, StoredDigest stored) {
        return lookup.chatSubscriptions()
                .to(
                        context.transaction(),
                        context.chat(),
                        stored.digest().topic().id());
    }

    /// The person's vote, which no message that others see may show.
    private Optional<Vote> vote(CommandContext context, StoredDigest stored) {
        return context.isPrivate() && !context.isRehearsal()
                ? votes.of(context.transaction(), context.request().person(), stored.number())
                : Optional.empty();
    }

    private List<DigestContentBuilder.NumberedDigest> others(CommandContext context, StoredDigest stored) {
        return lookup.library().otherLanguages(context.transaction(), stored.number()).stream()
                .flatMap(other -> lookup.library().digest(context.transaction(), other.number()).stream())
                .map(other -> new DigestContentBuilder.NumberedDigest(other.number(), other.digest()))
                .toList();
    }

    Reader reader(CommandContext context, StoredDigest stored) {
        return reader(context, stored, muted(context, stored));
    }

    private Reader reader(CommandContext context, StoredDigest stored, ReaderWords words) {
        return new Reader(
                context.texts().language(),
                subscription(context, stored).map(Subscription::reading).orElse(ReadingOptions.DEFAULT),
                context.today(),
                context.preferences().zone(),
                words);
    }

    /// The words that the chat mutes and that occur in the digest.
    private ReaderWords muted(CommandContext context, StoredDigest stored) {
        Set<String> muted = context.subscriber()
                .map(own -> WORDS.words(context.transaction(), own.number(), WordKind.MUTE))
                .orElse(Set.of());
        return muted.isEmpty() ? ReaderWords.NONE : ReaderWords.muted(muted).in(List.of(WordText.of(stored.digest())));
    }

    /// The text beside the picture of a digest.
    Content cardCaption(StoredDigest stored, Reader reader) {
        return digestViews.cardCaption(stored.digest(), reader);
    }
}
