package digestbot.chat.dispatch;

import digestbot.button.LookupPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.chat.read.CardCommand;
import digestbot.chat.read.ChangesCommand;
import digestbot.chat.read.DigestByDayCommand;
import digestbot.chat.read.DigestCommands;
import digestbot.chat.read.DigestLookup;
import digestbot.chat.read.LatestCommand;
import digestbot.chat.read.MissedCommand;
import digestbot.chat.read.MistakeCommand;
import digestbot.chat.read.SourcesCommand;
import digestbot.chat.read.WhyCommand;
import digestbot.chat.search.SearchCommand;
import digestbot.content.Content;
import digestbot.content.views.StyledDigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.SearchPhrase;
import digestbot.library.archive.Library;
import java.time.LocalDate;
import java.util.Optional;

/// The handlers of [LookupCommand] and of the buttons below their answers.
public final class LookupCommands {

    private final DigestCommands digests;
    private final MistakeCommand mistakes;
    private final LatestCommand latest;
    private final DigestByDayCommand byDay;
    private final SourcesCommand sources;
    private final SearchCommand search;
    private final ChangesCommand changes;
    private final MissedCommand missed;
    private final WhyCommand why;

    /// @param usual when digests usually come
    public LookupCommands(
            Library library,
            SubscriptionService subscriptions,
            DigestCommands digests,
            TopicStyles styles,
            UsualPublicationTimes usual,
            MistakeCommand mistakes) {
        this.mistakes = mistakes;
        this.digests = digests;
        var mine = new ChatSubscriptions(library, subscriptions);
        var views = new StyledDigestViews(styles);
        var card = new CardCommand(library, digests, views);
        var lookup = new DigestLookup(library, digests);
        latest = new LatestCommand(library, digests);
        byDay = new DigestByDayCommand(library, digests, lookup, card);
        sources = new SourcesCommand(digests, lookup);
        search = new SearchCommand(library, digests, styles);
        changes = new ChangesCommand(library, digests, lookup, views);
        missed = new MissedCommand(mine);
        why = new WhyCommand(library, mine, usual);
    }

    DigestCommands digests() {
        return digests;
    }

    MistakeCommand mistakes() {
        return mistakes;
    }

    Reply answer(CommandContext asked, LookupCommand command) {
        return switch (command) {
            case Command.Today(String topic) -> digests.today(asked, topic);
            case LookupCommand.Latest() -> new Reply.Whisper(latest.page(asked, 0));
            case Command.Perspective perspective -> digests.perspective(asked, perspective);
            case LookupCommand.Yesterday(String topic) -> byDay.yesterday(asked, topic);
            case LookupCommand.Digest(String topic, String date) -> byDay.digest(asked, topic, date);
            case LookupCommand.Card(String topic, String date) -> byDay.card(asked, topic, date);
            case LookupCommand.Search(String words, Command.Narrowed narrowed) -> search.search(asked, words, narrowed);
            case LookupCommand.Changes(String topic, String date) -> changes.changes(asked, topic, date);
            case LookupCommand.Sources(String topic, String date) -> sources.sources(asked, topic, date);
            case LookupCommand.Missed() -> new Reply.Whisper(missed.missed(asked, 0));
            case LookupCommand.Why() -> new Reply.Whisper(why.why(asked));
        };
    }

    /// The content that a link opens.
    Content content(CommandContext asked, LookupPress press) {
        return found(asked, press)
                .orElseGet(() -> Replies.text(asked.words(), asked.words().say(gone(press))));
    }

    /// Edits the message in a private chat; otherwise replies to the presser only.
    Reply pressed(CommandContext asked, LookupPress press) {
        return found(asked, press)
                .<Reply>map(content ->
                        asked.isPrivate() ? new Reply.Replace(content) : new Reply.Aside(content, 0, press.payload()))
                .orElseGet(() -> asked.toast(gone(press)));
    }

    private Optional<Content> found(CommandContext asked, LookupPress press) {
        return switch (press) {
            case LookupPress.Found(String key, int page) -> search.page(asked, key, page);
            case LookupPress.Latest(int page) -> Optional.of(latest.page(asked, page));
            case LookupPress.Changes(long digest) -> changes.changes(asked, digest);
            case LookupPress.Day(LocalDate day) -> byDay.digest(asked, day);
            case LookupPress.Missed(int page) -> Optional.of(missed.missed(asked, page));
        };
    }

    private static Phrase gone(LookupPress press) {
        return switch (press) {
            case LookupPress.Found _ -> SearchPhrase.SEARCH_GONE;
            case LookupPress.Latest _, LookupPress.Changes _, LookupPress.Day _, LookupPress.Missed _ ->
                DigestPhrase.DIGEST_GONE;
        };
    }
}
