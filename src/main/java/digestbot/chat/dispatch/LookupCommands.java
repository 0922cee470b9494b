package digestbot.chat.dispatch;

import digestbot.button.LookupPress;
import digestbot.chat.api.Command;
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
import digestbot.chat.read.MissedCommand;
import digestbot.chat.read.SourcesCommand;
import digestbot.chat.read.WhyCommand;
import digestbot.chat.search.SearchCommand;
import digestbot.content.Content;
import digestbot.content.views.StyledDigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.Phrase;
import digestbot.library.archive.Library;
import java.time.LocalDate;
import java.util.Optional;

/// Whoever asks for digests of other days or about digests is sent to who answers that.
public final class LookupCommands {

    private final DigestByDayCommand recalling;
    private final SourcesCommand citing;
    private final SearchCommand searching;
    private final ChangesCommand comparing;
    private final MissedCommand missing;
    private final WhyCommand explaining;

    /// @param usual when digests usually come
    public LookupCommands(
            Library library,
            SubscriptionService subscriptions,
            DigestCommands looking,
            TopicStyles styles,
            UsualPublicationTimes usual) {
        var mine = new ChatSubscriptions(library, subscriptions);
        var editions = new StyledDigestViews(styles);
        var picturing = new CardCommand(library, looking, editions);
        var picking = new DigestLookup(library, looking);
        recalling = new DigestByDayCommand(library, looking, picking, picturing);
        citing = new SourcesCommand(looking, picking);
        searching = new SearchCommand(library, looking, styles);
        comparing = new ChangesCommand(library, looking, picking, editions);
        missing = new MissedCommand(mine);
        explaining = new WhyCommand(library, mine, usual);
    }

    Reply answer(CommandContext asked, Command.Asking command) {
        return switch (command) {
            case Command.Asking.Yesterday(String topic) -> recalling.yesterday(asked, topic);
            case Command.Asking.Digest(String topic, String date) -> recalling.digest(asked, topic, date);
            case Command.Asking.Card(String topic, String date) -> recalling.card(asked, topic, date);
            case Command.Asking.Search(String words, Command.Narrowed narrowed) ->
                searching.search(asked, words, narrowed);
            case Command.Asking.Changes(String topic, String date) -> comparing.changes(asked, topic, date);
            case Command.Asking.Sources(String topic, String date) -> citing.sources(asked, topic, date);
            case Command.Asking.Missed() -> new Reply.Whisper(missing.missed(asked, 0));
            case Command.Asking.Why() -> new Reply.Whisper(explaining.why(asked));
        };
    }

    /// What a link opens.
    Content content(CommandContext asked, LookupPress press) {
        return found(asked, press)
                .orElseGet(() -> Replies.text(asked.words(), asked.words().say(gone(press))));
    }

    /// In the message for a person alone, beside it for one of many.
    Reply pressed(CommandContext asked, LookupPress press) {
        return found(asked, press)
                .<Reply>map(content ->
                        asked.isPrivate() ? new Reply.Replace(content) : new Reply.Aside(content, 0, press.payload()))
                .orElseGet(() -> asked.toast(gone(press)));
    }

    private Optional<Content> found(CommandContext asked, LookupPress press) {
        return switch (press) {
            case LookupPress.Found(String search, int page) -> searching.page(asked, search, page);
            case LookupPress.Changes(long digest) -> comparing.changes(asked, digest);
            case LookupPress.Day(LocalDate day) -> recalling.digest(asked, day);
            case LookupPress.Missed(int page) -> Optional.of(missing.missed(asked, page));
        };
    }

    private static Phrase gone(LookupPress press) {
        return switch (press) {
            case LookupPress.Found _ -> Phrase.SEARCH_GONE;
            case LookupPress.Changes _, LookupPress.Day _, LookupPress.Missed _ -> Phrase.DIGEST_GONE;
        };
    }
}
