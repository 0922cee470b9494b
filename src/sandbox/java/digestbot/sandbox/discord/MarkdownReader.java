package digestbot.sandbox.discord;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientRow.LineKind;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.DeviceTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Discord's Markdown as the lines that its app shows: headings, small print, quotes, lists, code.
public final class MarkdownReader {

    private static final Pattern HEADING = Pattern.compile("#{1,3} +(.+?)");
    private static final Pattern SMALL = Pattern.compile("-# +(.+)");
    private static final Pattern BULLET = Pattern.compile("( *)[-*] +(.+)");
    private static final String FENCE = "```";
    private static final String CODE = "(?<run>`++)(?<code>.*?[^`])\\k<run>(?!`)";
    private static final String SKIPPED = "\\\\.|" + CODE + "|`++|";
    private static final Pattern TOKEN = Pattern.compile("\\\\(?<escaped>\\p{Punct})|" + CODE + "|(?<ticks>`++)"
            + "|\\[(?<label>[^\\]\\\\\\[]*+(?:(?:\\\\.|\\[[^\\]]*])[^\\]\\\\\\[]*+)*+)]\\(<?(?<url>https?://[^\\s<>]+?)>?\\)"
            + "|<(?<mention>(?:@!?|@&|#)\\d+)>|<(?<command>/[^:>]+):\\d+>|<a?(?<emoji>:\\w+:)\\d+>"
            + "|<t:(?<time>-?\\d{1,13})(?::(?<style>[tTdDfFsSR]))?>"
            + "|<(?<angled>https?://[^\\s<>]+)>|(?<bare>https?://[^\\s<>]*[^\\s<>.,:;\"')\\]])");
    private static final List<Delimiter> DELIMITERS = List.of(
            new Delimiter("**", "(?<end>\\*\\*(?!\\*))", ClientSpan.Style.BOLD),
            new Delimiter("__", "(?<end>__(?!_))", ClientSpan.Style.UNDERLINE),
            new Delimiter("~~", "(?<end>~~(?!~))", ClientSpan.Style.STRIKE),
            new Delimiter("||", "(?<end>\\|\\|(?!\\|))", ClientSpan.Style.SPOILER),
            new Delimiter("*", "\\*\\*|(?<end>(?<!\\s)\\*)", ClientSpan.Style.ITALIC),
            new Delimiter("_", "__|(?<end>_(?![\\p{L}\\p{N}]))", ClientSpan.Style.ITALIC));

    /// Deeper nesting stays plain text, which bounds the work for hostile input.
    private static final int DEPTH = 10;

    private final UnaryOperator<String> names;

    /// The closer finds the closing mark as `end`, and skips what cannot contain it.
    private record Delimiter(String mark, Pattern closer, ClientSpan.Style style) {
        Delimiter(String mark, String closer, ClientSpan.Style style) {
            this(mark, Pattern.compile(SKIPPED + closer), style);
        }

        boolean opens(String text, int from) {
            return mark.length() > 1 || from == text.length() || !Character.isWhitespace(text.charAt(from));
        }
    }

    /// The operator names a mention such as `@1` or `#1`.
    public MarkdownReader(UnaryOperator<String> names) {
        this.names = names;
    }

    private List<ClientSpan> spans(String line) {
        Line reader = new Line();
        reader.parse(line, new ClientSpan("", Set.of(), Optional.empty()));
        return List.copyOf(reader.spans);
    }

    List<ClientRow> lines(String text, OptionalInt accent) {
        return new Reader(accent).read(text);
    }

    private final class Reader {
        private final OptionalInt accent;
        private final List<ClientRow> rows = new ArrayList<>();
        private boolean code;
        private boolean quote;

        Reader(OptionalInt accent) {
            this.accent = accent;
        }

        List<ClientRow> read(String text) {
            for (String line : text.strip().split("\n", -1)) {
                line(line);
            }
            return rows;
        }

        private void line(String line) {
            if (code) {
                boolean closes = line.endsWith(FENCE);
                String inside = closes ? line.substring(0, line.length() - FENCE.length()) : line;
                if (!closes || !inside.isEmpty()) {
                    verbatim(inside);
                }
                code = !closes;
            } else if (line.startsWith(FENCE) && line.indexOf(FENCE, FENCE.length()) < 0) {
                code = true;
            } else if (quote) {
                block(line, LineKind.QUOTE);
            } else if (line.startsWith(">>> ")) {
                quote = true;
                block(line.substring(4), LineKind.QUOTE);
            } else if (line.startsWith("> ")) {
                block(line.substring(2), LineKind.QUOTE);
            } else {
                block(line, LineKind.PLAIN);
            }
        }

        private void block(String line, LineKind around) {
            Matcher heading = HEADING.matcher(line);
            Matcher small = SMALL.matcher(line);
            Matcher bullet = BULLET.matcher(line);
            if (heading.matches()) {
                add(spans(heading.group(1)), around == LineKind.QUOTE ? around : LineKind.HEADING);
            } else if (small.matches()) {
                add(spans(small.group(1)), around == LineKind.QUOTE ? around : LineKind.SMALL);
            } else if (bullet.matches()) {
                List<ClientSpan> spans = new ArrayList<>();
                spans.add(new ClientSpan(bullet.group(1) + "• ", Set.of(), Optional.empty()));
                spans.addAll(spans(bullet.group(2)));
                add(List.copyOf(spans), around);
            } else {
                add(spans(line), around);
            }
        }

        private void verbatim(String line) {
            add(List.of(new ClientSpan(line, Set.of(ClientSpan.Style.CODE), Optional.empty())), LineKind.CODE);
        }

        private void add(List<ClientSpan> spans, LineKind kind) {
            rows.add(new ClientRow.Line(spans, kind, accent));
        }
    }

    /// Parses one line. See "Markdown Text 101" in Discord's help pages.
    private final class Line {
        private final List<ClientSpan> spans = new ArrayList<>();
        private int depth;

        void parse(String text, ClientSpan look) {
            Matcher token = TOKEN.matcher(text);
            int at = 0;
            while (at < text.length()) {
                int next = token.region(at, text.length()).lookingAt() && take(token, look)
                        ? token.end()
                        : delimited(text, at, look);
                if (next == at) {
                    add(text.substring(at, at + 1), look);
                    next++;
                }
                at = next;
            }
        }

        /// Returns false if the token is plain text in this place.
        private boolean take(Matcher token, ClientSpan look) {
            Optional<String> url = first(token, "url", "angled", "bare");
            Optional<String> label = first(token, "label");
            if (url.isPresent() && (look.link().isPresent() || (label.isPresent() && depth == DEPTH))) {
                return false;
            }
            if (label.isPresent()) {
                nested(label.get(), look.linked(url.orElseThrow()));
            } else if (url.isPresent()) {
                add(url.get(), look.linked(url.get()));
            } else if (token.group("code") != null) {
                add(token.group("code").strip(), look.with(ClientSpan.Style.CODE));
            } else {
                add(shown(token), look);
            }
            return true;
        }

        /// Returns the position after the closing mark, or `at` if there is none.
        private int delimited(String text, int at, ClientSpan look) {
            for (Delimiter delimiter : DELIMITERS) {
                int from = at + delimiter.mark().length();
                if (depth == DEPTH || !text.startsWith(delimiter.mark(), at) || !delimiter.opens(text, from)) {
                    continue;
                }
                Matcher closer = delimiter.closer().matcher(text).region(from, text.length());
                while (closer.find() && closer.start("end") != from) {
                    if (closer.start("end") > from) {
                        nested(text.substring(from, closer.start()), look.with(delimiter.style()));
                        return closer.end();
                    }
                }
            }
            return at;
        }

        private void nested(String text, ClientSpan look) {
            depth++;
            parse(text, look);
            depth--;
        }

        /// Merges the text with a preceding span of the same style.
        private void add(String text, ClientSpan look) {
            boolean goesOn = !spans.isEmpty() && spans.getLast().with("").equals(look);
            spans.add(look.with((goesOn ? spans.removeLast().text() : "") + text));
        }
    }

    private String shown(Matcher token) {
        if (token.group("mention") != null) {
            return names.apply(token.group("mention").replace("!", ""));
        }
        if (token.group("time") != null) {
            String style = first(token, "style").orElse("f");
            return DeviceTime.of(
                    Instant.ofEpochSecond(Long.parseLong(token.group("time"))),
                    !style.equalsIgnoreCase("t"),
                    !style.equalsIgnoreCase("d"));
        }
        return first(token, "escaped", "command", "emoji", "ticks").orElseThrow();
    }

    private static Optional<String> first(Matcher token, String... groups) {
        return Stream.of(groups).map(token::group).filter(Objects::nonNull).findFirst();
    }
}
