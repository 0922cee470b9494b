package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.audience.vote.Vote;
import digestbot.content.action.CommandOption.Kind;
import digestbot.content.action.CommandOption.TypedPosition;
import digestbot.digest.DigestView;
import digestbot.markdown.TextCleaner;
import java.time.LocalDate;

/// Actions that show digests or facts about them. Dates are given as typed.
public sealed interface ReadAction extends Action {

    /// Shows the newest digest of the topic; without a topic, of the chat's own topics.
    @Form(code = "n", command = "today", needs = Permission.READ, publicly = true)
    record ShowToday(@Typed(Kind.TOPIC) String topic) implements ReadAction, Linkable {

        public ShowToday() {
            this("");
        }
    }

    /// Shows a page with the newest digest of every topic.
    @Form(code = "q:l", command = "latest", needs = Permission.READ)
    record ShowLatest(int page) implements ReadAction, Linkable {}

    /// Shows one perspective, given by its id, name or short name. Without a date, the newest
    /// digest is used.
    @Form(command = "perspective", needs = Permission.READ, publicly = true)
    record ShowPerspective(
            @Typed(value = Kind.PERSPECTIVE, required = true)
            String perspective,

            @Typed(value = Kind.TOPIC, hint = "choose-topic")
            String topic,

            @Typed(value = Kind.DATE, at = TypedPosition.DATE_AT_END)
            String date)
            implements ReadAction {}

    @Form(command = "yesterday", needs = Permission.READ, publicly = true)
    record Yesterday(@Typed(Kind.TOPIC) String topic) implements ReadAction {}

    /// Shows the digest of a day. The text of the topic may include the date, before or after the
    /// topic.
    @Form(command = "digest", needs = Permission.READ, publicly = true)
    record DigestOfDay(
            @Typed(value = Kind.DATE, hint = "choose-any-date", required = true)
            String date,

            @Typed(Kind.TOPIC) String topic)
            implements ReadAction {}

    /// Shows a day's overview as a picture; without a date, the newest digest's. The topic is as in
    /// [DigestOfDay].
    @Form(command = "card", needs = Permission.READ, publicly = true)
    record Card(
            @Typed(Kind.TOPIC) String topic,
            @Typed(Kind.DATE) String date) implements ReadAction {}

    /// Searches all digests; asks for words if there are none.
    @Form(code = "q:s", command = "search", needs = Permission.READ)
    record Search(@Typed(Kind.WORDS) String words) implements ReadAction, Linkable {

        private static final int MAX_LENGTH = 300;

        public Search {
            words = TextCleaner.line(words, MAX_LENGTH);
        }
    }

    /// Shows the sources of a digest; without a date, of the newest one. The topic is as in
    /// [DigestOfDay].
    @Form(command = "sources", needs = Permission.READ, publicly = true)
    record ListSources(
            @Typed(Kind.TOPIC) String topic,
            @Typed(Kind.DATE) String date) implements ReadAction {}

    @Form(code = "q:m", command = "missed", needs = Permission.READ)
    record ShowMissed(int page) implements ReadAction, Linkable {}

    @Form(code = "v", needs = Permission.READ)
    record Show(long digest, DigestView view, int page) implements ReadAction, Linkable {}

    /// Shows a view of a digest in a new message and leaves the pressed message unchanged.
    @Form(code = "o", needs = Permission.READ)
    record ShowSeparately(long digest, DigestView view) implements ReadAction, Linkable {}

    /// Shows everybody in the chat a page of a view that only the presser sees.
    @Form(code = "i", needs = Permission.READ)
    record ShareHere(long digest, DigestView view, int page) implements ReadAction {}

    /// Votes on the digest whose view the message shows.
    @Form(code = "j", needs = Permission.READ)
    record VoteOnDigest(long digest, Vote vote, DigestView shown, int page) implements ReadAction {}

    /// Replaces the buttons below a page of a view with the further actions on the digest.
    @Form(code = "e", needs = Permission.READ)
    record ShowMenu(long digest, DigestView shown, int page) implements ReadAction, Linkable {}

    @Form(code = "q:p", needs = Permission.READ)
    record ShowCard(long digest) implements ReadAction {}

    /// Shows results of a stored search, in all topics or in one. The search's key consists of
    /// digits and lower-case letters.
    @Form(code = "q:f", needs = Permission.READ)
    record SearchResults(String search, long topic, int page) implements ReadAction, Linkable {

        public static final long ALL_TOPICS = 0;

        public SearchResults ofTopic(long other) {
            return new SearchResults(search, other, 0);
        }

        public SearchResults atPage(int other) {
            return new SearchResults(search, topic, other);
        }
    }

    /// Shows the digests of a day, of all topics.
    @Form(code = "q:d", needs = Permission.READ)
    record ShowDay(LocalDate day, int page) implements ReadAction, Linkable {}
}
