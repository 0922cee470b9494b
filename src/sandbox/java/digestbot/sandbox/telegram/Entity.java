package digestbot.sandbox.telegram;

import digestbot.sandbox.DeviceTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a message's text with formatting or a meaning, as `MessageEntity` of the Bot API. The
/// argument is a link's address, a mentioned user's id, a code block's language, or a moment's Unix
/// time and format with a space between; otherwise empty.
public record Entity(EntityType kind, int offset, int length, String argument) {

    /// The server's order: outer before inner, and by kind where both cover the same text.
    public static final Comparator<Entity> ORDER = Comparator.comparingInt(Entity::offset)
            .thenComparing(Comparator.comparingInt(Entity::length).reversed())
            .thenComparingInt(entity -> entity.kind().rank);

    public Entity(EntityType kind, int offset, int length) {
        this(kind, offset, length, "");
    }

    public int end() {
        return offset + length;
    }

    public Entity withRange(int from, int to) {
        return new Entity(kind, from, to - from, argument);
    }

    /// Quotes may contain everything but quotes, atomic entities contain no other atomic ones, and
    /// styles are split at the borders of both.
    public enum Family {
        QUOTE,
        ATOMIC,
        STYLE
    }

    public enum EntityType {
        BLOCKQUOTE("blockquote", Family.QUOTE, 0, "blockquote"),
        EXPANDABLE_BLOCKQUOTE("expandable_blockquote", Family.QUOTE, 0),
        PRE("pre", Family.ATOMIC, 11, "pre"),
        CODE("code", Family.ATOMIC, 20, "code"),
        TEXT_LINK("text_link", Family.ATOMIC, 49, "a"),
        BOT_COMMAND("bot_command", Family.ATOMIC, 50),
        MENTION("mention", Family.ATOMIC, 50),
        HASHTAG("hashtag", Family.ATOMIC, 50),
        URL("url", Family.ATOMIC, 50),
        BOLD("bold", Family.STYLE, 90, "b", "strong"),
        ITALIC("italic", Family.STYLE, 91, "i", "em"),
        UNDERLINE("underline", Family.STYLE, 92, "u", "ins"),
        STRIKETHROUGH("strikethrough", Family.STYLE, 93, "s", "strike", "del"),
        SPOILER("spoiler", Family.STYLE, 94, "tg-spoiler"),
        DATE_TIME("date_time", Family.ATOMIC, 99, "tg-time");

        public final String apiName;
        public final Family family;
        private final int rank;

        /// The tags of the HTML style.
        @SuppressWarnings("ImmutableEnumChecker") // it is never changed
        final List<String> tags;

        EntityType(String apiName, Family family, int rank, String... tags) {
            this.apiName = apiName;
            this.family = family;
            this.rank = rank;
            this.tags = List.of(tags);
        }

        public boolean isVerbatim() {
            return this == PRE || this == CODE;
        }
    }

    /// The moment of an entity `date_time`. The format is `r` for the time from now, or any of: `w` the
    /// day of the week, `d` or `D` the day, `t` or `T` the time of day; if it is empty, clients show
    /// the text. See “Date-time entity formatting” in the Bot API's documentation.
    record DateTimeFormat(Instant at, String format) {

        private static final Pattern ARGUMENT = Pattern.compile("(\\d{1,10}) (r|w?[dD]?[tT]?)");

        /// Empty if the argument of the [Entity] is no moment.
        static Optional<DateTimeFormat> of(String argument) {
            Matcher read = ARGUMENT.matcher(argument);
            return read.matches()
                    ? Optional.of(
                            new DateTimeFormat(Instant.ofEpochSecond(Long.parseLong(read.group(1))), read.group(2)))
                    : Optional.empty();
        }

        String shown(String text) {
            if (format.isEmpty()) {
                return text;
            }
            boolean time = format.matches(".*[tT]");
            return DeviceTime.of(at, !time || format.matches(".*[wdD].*"), time || format.equals("r"));
        }
    }
}
