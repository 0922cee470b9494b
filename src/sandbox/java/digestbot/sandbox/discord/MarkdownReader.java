package digestbot.sandbox.discord;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientRow.LineKind;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.DeviceTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in Discord's Markdown as the lines that its app shows: headings, small print, quotes,
/// lists, code.
public final class MarkdownReader {

    private static final Pattern HEADING = Pattern.compile("#{1,3} +(.+?)");
    private static final Pattern SMALL = Pattern.compile("-# +(.+)");
    private static final Pattern BULLET = Pattern.compile("( *)[-*] +(.+)");
    private static final String FENCE = "```";

    private final InlineMarkdownReader inline;

    public MarkdownReader(InlineMarkdownReader inline) {
        this.inline = inline;
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
                add(inline.spans(heading.group(1)), around == LineKind.QUOTE ? around : LineKind.HEADING);
            } else if (small.matches()) {
                add(inline.spans(small.group(1)), around == LineKind.QUOTE ? around : LineKind.SMALL);
            } else if (bullet.matches()) {
                List<ClientSpan> spans = new ArrayList<>();
                spans.add(new ClientSpan(bullet.group(1) + "• ", Set.of(), Optional.empty()));
                spans.addAll(inline.spans(bullet.group(2)));
                add(List.copyOf(spans), around);
            } else {
                add(inline.spans(line), around);
            }
        }

        private void verbatim(String line) {
            add(List.of(new ClientSpan(line, Set.of(ClientSpan.Style.CODE), Optional.empty())), LineKind.CODE);
        }

        private void add(List<ClientSpan> spans, LineKind kind) {
            rows.add(new ClientRow.Line(spans, kind, accent));
        }
    }

    /// A line of Discord's Markdown, as its app shows it. See "Markdown Text 101" in Discord's help
    /// pages.
    static final class InlineMarkdownReader {

        private static final Pattern LINK = Pattern.compile(
                "\\[([^\\]\\\\\\[]*+(?:(?:\\\\.|\\[[^\\]]*])[^\\]\\\\\\[]*+)*+)]\\(<?(https?://[^\\s<>]+?)>?\\)");
        private static final Pattern BARE_LINK =
                Pattern.compile("<(https?://[^\\s<>]+)>|https?://[^\\s<>]*[^\\s<>.,:;\"')\\]]");
        private static final Pattern MENTION = Pattern.compile(
                "<(@!?|@&|#)(\\d+)>|<(/[^:>]+):\\d+>|<a?(:\\w+:)\\d+>|<t:(-?\\d{1,13})(?::([tTdDfFsSR]))?>");

        private static final List<Delimiter> DELIMITERS = List.of(
                new Delimiter("**", ClientSpan.Style.BOLD),
                new Delimiter("__", ClientSpan.Style.UNDERLINE),
                new Delimiter("~~", ClientSpan.Style.STRIKE),
                new Delimiter("||", ClientSpan.Style.SPOILER),
                new Delimiter("*", ClientSpan.Style.ITALIC),
                new Delimiter("_", ClientSpan.Style.ITALIC));

        private static final String ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

        /// Deeper nesting stays plain text, which bounds the work for hostile input.
        private static final int DEPTH = 10;

        private final UnaryOperator<String> names;

        private record Delimiter(String mark, ClientSpan.Style style) {}

        /// @param names the text shown for a mention such as `@1` or `#1`
        public InlineMarkdownReader(UnaryOperator<String> names) {
            this.names = names;
        }

        List<ClientSpan> spans(String line) {
            Line reader = new Line();
            reader.parse(line, new ClientSpan("", Set.of(), Optional.empty()));
            return List.copyOf(reader.spans);
        }

        /// The parser state of one line. Each method returns the position after the text it
        /// consumed, or the start position if it does not apply.
        private final class Line {
            private final List<ClientSpan> spans = new ArrayList<>();
            private int depth;

            void parse(String text, ClientSpan look) {
                int at = 0;
                while (at < text.length()) {
                    int next = switch (text.charAt(at)) {
                        case '\\' -> escaped(text, at, look);
                        case '`' -> code(text, at, look);
                        case '[' -> link(text, at, look);
                        case '<' -> angle(text, at, look);
                        case 'h' -> bareLink(text, at, look);
                        case '*', '_', '~', '|' -> delimited(text, at, look);
                        default -> at;
                    };
                    if (next == at) {
                        add(text.substring(at, at + 1), look);
                        next++;
                    }
                    at = next;
                }
            }

            private int escaped(String text, int at, ClientSpan look) {
                if (at + 1 == text.length() || ESCAPABLE.indexOf(text.charAt(at + 1)) < 0) {
                    return at;
                }
                add(text.substring(at + 1, at + 2), look);
                return at + 2;
            }

            private int code(String text, int at, ClientSpan look) {
                int run = run(text, at);
                int end = codeEnd(text, at);
                if (end < 0) {
                    add(text.substring(at, at + run), look);
                    return at + run;
                }
                add(text.substring(at + run, end - run).strip(), look.with(ClientSpan.Style.CODE));
                return end;
            }

            private int link(String text, int at, ClientSpan look) {
                Matcher found = LINK.matcher(text).region(at, text.length());
                if (look.link().isPresent() || depth == DEPTH || !found.lookingAt()) {
                    return at;
                }
                nested(found.group(1), look.linked(found.group(2)));
                return found.end();
            }

            private int angle(String text, int at, ClientSpan look) {
                Matcher mention = MENTION.matcher(text).region(at, text.length());
                if (!mention.lookingAt()) {
                    return bareLink(text, at, look);
                }
                add(shown(mention), look);
                return mention.end();
            }

            private int bareLink(String text, int at, ClientSpan look) {
                Matcher found = BARE_LINK.matcher(text).region(at, text.length());
                if (look.link().isPresent() || !found.lookingAt()) {
                    return at;
                }
                String url = Optional.ofNullable(found.group(1)).orElse(found.group());
                add(url, look.linked(url));
                return found.end();
            }

            private int delimited(String text, int at, ClientSpan look) {
                for (Delimiter delimiter : DELIMITERS) {
                    int from = at + delimiter.mark().length();
                    int end = depth < DEPTH && text.startsWith(delimiter.mark(), at)
                            ? closing(text, delimiter.mark(), from)
                            : -1;
                    if (end > from) {
                        nested(text.substring(from, end), look.with(delimiter.style()));
                        return end + delimiter.mark().length();
                    }
                }
                return at;
            }

            private void nested(String text, ClientSpan look) {
                depth++;
                parse(text, look);
                depth--;
            }

            /// Appends text, merging it with a preceding span of the same style.
            private void add(String text, ClientSpan look) {
                boolean goesOn = !spans.isEmpty() && spans.getLast().with("").equals(look);
                spans.add(look.with((goesOn ? spans.removeLast().text() : "") + text));
            }
        }

        private String shown(Matcher mention) {
            if (mention.group(1) != null) {
                return names.apply(mention.group(1).replace("!", "") + mention.group(2));
            }
            if (mention.group(5) != null) {
                String style = Optional.ofNullable(mention.group(6)).orElse("f");
                return DeviceTime.of(
                        Instant.ofEpochSecond(Long.parseLong(mention.group(5))),
                        !style.equalsIgnoreCase("t"),
                        !style.equalsIgnoreCase("d"));
            }
            return Optional.ofNullable(mention.group(3))
                    .or(() -> Optional.ofNullable(mention.group(4)))
                    .orElse("");
        }

        /// The number of backticks here.
        private static int run(String text, int at) {
            int end = at;
            while (end < text.length() && text.charAt(end) == '`') {
                end++;
            }
            return end - at;
        }

        /// The end of the code that begins here, after the next run of equally many backticks; -1
        /// if there is none.
        private static int codeEnd(String text, int at) {
            int length = run(text, at);
            for (int i = text.indexOf('`', at + length); i >= 0; i = text.indexOf('`', i)) {
                int run = run(text, i);
                i += run;
                if (run == length) {
                    return i;
                }
            }
            return -1;
        }

        /// The start of the closing mark, or -1. A mark does not close inside code or before more
        /// marks of its kind.
        private static int closing(String text, String mark, int from) {
            boolean single = mark.length() == 1;
            if (single && from < text.length() && Character.isWhitespace(text.charAt(from))) {
                return -1;
            }
            int i = from;
            while (i < text.length()) {
                if (text.charAt(i) == '\\') {
                    i += 2;
                } else if (text.charAt(i) == '`') {
                    i = Math.max(codeEnd(text, i), i + run(text, i));
                } else if (text.startsWith(mark, i)) {
                    boolean goesOn = text.startsWith(mark.substring(0, 1), i + mark.length());
                    if (!goesOn && closes(text, mark, i)) {
                        return i;
                    }
                    i += goesOn && single ? 2 : 1;
                } else {
                    i++;
                }
            }
            return -1;
        }

        private static boolean closes(String text, String mark, int at) {
            return switch (mark) {
                case "*" -> !Character.isWhitespace(text.charAt(at - 1));
                case "_" -> at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1));
                default -> true;
            };
        }
    }
}
