package digestbot.command;

import digestbot.delivery.Subscriptions;
import digestbot.edition.AskingPress;
import digestbot.edition.Content;
import digestbot.edition.StyledEditions;
import digestbot.edition.Styles;
import digestbot.library.Library;
import digestbot.text.Phrase;
import java.time.LocalDate;
import java.util.Optional;

/// Whoever asks for digests of other days or about digests is sent to who answers that.
public final class Asking {

    private final Recalling recalling;
    private final Citing citing;
    private final Searching searching;
    private final Comparing comparing;
    private final Missing missing;
    private final Explaining explaining;

    /// @param usual when digests usually come
    public Asking(Library library, Subscriptions subscriptions, Looking looking, Styles styles, UsualTimes usual) {
        var mine = new Mine(library, subscriptions);
        var editions = new StyledEditions(styles);
        var picturing = new Picturing(library, looking, editions);
        var picking = new Picking(library, looking);
        recalling = new Recalling(library, looking, picking, picturing);
        citing = new Citing(looking, picking);
        searching = new Searching(library, looking, styles);
        comparing = new Comparing(library, looking, picking, editions);
        missing = new Missing(mine);
        explaining = new Explaining(library, mine, usual);
    }

    Reply answer(Asked asked, Command.Asking command) {
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
    Content content(Asked asked, AskingPress press) {
        return found(asked, press)
                .orElseGet(() -> Say.text(asked.words(), asked.words().say(gone(press))));
    }

    /// In the message for a person alone, beside it for one of many.
    Reply pressed(Asked asked, AskingPress press) {
        return found(asked, press)
                .<Reply>map(content ->
                        asked.isPrivate() ? new Reply.Replace(content) : new Reply.Aside(content, 0, press.payload()))
                .orElseGet(() -> asked.toast(gone(press)));
    }

    private Optional<Content> found(Asked asked, AskingPress press) {
        return switch (press) {
            case AskingPress.Found(String search, int page) -> searching.page(asked, search, page);
            case AskingPress.Changes(long digest) -> comparing.changes(asked, digest);
            case AskingPress.Day(LocalDate day) -> recalling.digest(asked, day);
            case AskingPress.Missed(int page) -> Optional.of(missing.missed(asked, page));
        };
    }

    private static Phrase gone(AskingPress press) {
        return switch (press) {
            case AskingPress.Found _ -> Phrase.SEARCH_GONE;
            case AskingPress.Changes _, AskingPress.Day _, AskingPress.Missed _ -> Phrase.DIGEST_GONE;
        };
    }
}
