package digestbot.sandbox.telegram;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The changes that the server makes to every text before it becomes a message.
public final class TextRules {
    /// In UTF-16 units, after the markup is parsed.
    private static final int LONGEST_TEXT = 4096;

    private static final int MAX_ENTITIES = 100;

    private static final Pattern SPECIAL = Pattern.compile(
            "(?<url>(?<![\\w.])https?://[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]])"
                    + "|(?<command>(?<![\\w/<>])/\\w{1,64}(?:@\\w{3,32})?(?![\\w/]))"
                    + "|(?<mention>(?<![\\w@])@[a-zA-Z]\\w{3,31}(?!\\w))"
                    + "|(?<hashtag>(?<![\\w#&/])#(?=\\w*\\p{L})[\\w\\p{L}\\p{N}]{1,256})",
            Pattern.UNICODE_CASE);

    private TextRules() {}

    public static Refusal unreadable(String what) {
        return Refusal.badRequest("can't parse entities: " + what);
    }

    /// Cleans and trims a text, detects entities in it, and drops those after the hundredth. Fails
    /// with a [Refusal] if the result is empty or too long.
    public static FormattedText toMessage(FormattedText raw) {
        FormattedText text = trimmed(cleaned(raw));
        if (text.text().chars().allMatch(TextRules::isInvisible)) {
            throw Refusal.badRequest("text must be non-empty");
        }
        if (text.text().length() > LONGEST_TEXT) {
            throw Refusal.badRequest("message is too long");
        }
        List<Entity> entities = merge(text.entities(), detect(text.text()));
        return new FormattedText(text.text(), entities.subList(0, Math.min(MAX_ENTITIES, entities.size())));
    }

    /// Replaces control characters with spaces, and removes carriage returns, direction marks and
    /// characters that draw over their neighbours.
    private static FormattedText cleaned(FormattedText raw) {
        String text = raw.text();
        List<Entity> written = normalise(raw.entities());
        if (isClean(text)) {
            return new FormattedText(text, written);
        }
        var kept = new StringBuilder(text.length());
        int[] moved = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            moved[i] = kept.length();
            char c = text.charAt(i);
            if (isControl(c)) {
                kept.append(' ');
            } else if (!isDropped(c)) {
                kept.append(c);
            }
        }
        moved[text.length()] = kept.length();
        List<Entity> entities = new ArrayList<>();
        for (Entity entity : written) {
            if (moved[entity.end()] > moved[entity.offset()]) {
                entities.add(entity.withRange(moved[entity.offset()], moved[entity.end()]));
            }
        }
        return new FormattedText(kept.toString(), normalise(entities));
    }

    /// A loop, because it runs for every character of every message.
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i)) || isDropped(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\n' && c != '\r';
    }

    private static boolean isDropped(int c) {
        return c == '\r' || (c >= 0x2028 && c <= 0x202e) || c == 0x0333 || c == 0x033f || c == 0x030a;
    }

    /// Removes spaces and line ends at the end, and at the start as far as no entity contains them.
    private static FormattedText trimmed(FormattedText raw) {
        String text = raw.text();
        int end = text.length();
        while (end > 0 && isTrimmed(text.charAt(end - 1))) {
            end--;
        }
        int held = raw.entities().stream().mapToInt(Entity::offset).min().orElse(end);
        int start = 0;
        while (start < Math.min(held, end) && isTrimmed(text.charAt(start))) {
            start++;
        }
        List<Entity> entities = new ArrayList<>();
        for (Entity entity : raw.entities()) {
            if (entity.offset() < end) {
                entities.add(entity.withRange(entity.offset() - start, Math.min(entity.end(), end) - start));
            }
        }
        return new FormattedText(text.substring(start, end), entities);
    }

    private static boolean isTrimmed(char c) {
        return c == ' ' || c == '\n';
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || (c >= 0x200b && c <= 0x200f)
                || c == 0x2060
                || c == 0xfeff
                || c == 0x3164
                || c == 0x115f
                || c == 0x1160;
    }

    /// Commands, mentions, hashtags and web addresses in a text without any markup.
    public static List<Entity> detect(String text) {
        if (text.indexOf('/') < 0 && text.indexOf('@') < 0 && text.indexOf('#') < 0) {
            return List.of();
        }
        List<Entity> found = new ArrayList<>();
        Matcher matcher = SPECIAL.matcher(text);
        while (matcher.find()) {
            found.add(new Entity(kind(matcher), matcher.start(), matcher.end() - matcher.start()));
        }
        return found;
    }

    private static Entity.EntityType kind(Matcher matcher) {
        if (matcher.group("url") != null) {
            return Entity.EntityType.URL;
        }
        if (matcher.group("command") != null) {
            return Entity.EntityType.BOT_COMMAND;
        }
        return matcher.group("mention") != null ? Entity.EntityType.MENTION : Entity.EntityType.HASHTAG;
    }

    /// Brings entities into the form in which the server stores them: entities that may not
    /// overlap, or that are inside verbatim text, are dropped; adjacent styles are joined, and
    /// styles are split where another entity begins or ends.
    private static List<Entity> normalise(List<Entity> entities) {
        if (entities.size() < 2) {
            return entities;
        }
        List<Entity> quotes = disjoint(of(Entity.Family.QUOTE, entities));
        List<Entity> fixed = new ArrayList<>(disjoint(of(Entity.Family.ATOMIC, entities)));
        fixed.removeIf(whole -> quotes.stream().anyMatch(quote -> crosses(whole, quote)));
        fixed.addAll(quotes);
        List<Entity> all = new ArrayList<>(fixed);
        all.addAll(cut(joined(of(Entity.Family.STYLE, entities)), fixed));
        all.sort(Entity.ORDER);
        return all;
    }

    /// Entities that were found in the text are dropped if others overlap them.
    private static List<Entity> merge(List<Entity> written, List<Entity> found) {
        List<Entity> all = new ArrayList<>(written);
        for (Entity entity : found) {
            boolean free = written.stream()
                    .filter(other -> other.kind().family != Entity.Family.STYLE)
                    .noneMatch(other -> other.kind().family == Entity.Family.QUOTE
                            ? crosses(entity, other)
                            : entity.offset() < other.end() && other.offset() < entity.end());
            if (free) {
                all.add(entity);
            }
        }
        return all.size() == written.size() ? written : normalise(all);
    }

    private static List<Entity> of(Entity.Family family, List<Entity> entities) {
        return entities.stream()
                .filter(entity -> entity.kind().family == family)
                .sorted(Entity.ORDER)
                .toList();
    }

    private static List<Entity> disjoint(List<Entity> sorted) {
        List<Entity> kept = new ArrayList<>();
        int end = 0;
        for (Entity entity : sorted) {
            if (entity.offset() >= end) {
                kept.add(entity);
                end = entity.end();
            }
        }
        return kept;
    }

    /// True if the entity overlaps the quote without being inside it.
    private static boolean crosses(Entity entity, Entity quote) {
        boolean inside = quote.offset() <= entity.offset() && entity.end() <= quote.end();
        return !inside && entity.offset() < quote.end() && quote.offset() < entity.end();
    }

    private static List<Entity> joined(List<Entity> styles) {
        Map<Entity.EntityType, Entity> open = new EnumMap<>(Entity.EntityType.class);
        List<Entity> runs = new ArrayList<>();
        for (Entity style : styles) {
            Entity last = open.get(style.kind());
            if (last != null && style.offset() <= last.end()) {
                open.put(style.kind(), last.withRange(last.offset(), Math.max(last.end(), style.end())));
            } else {
                if (last != null) {
                    runs.add(last);
                }
                open.put(style.kind(), style);
            }
        }
        runs.addAll(open.values());
        return runs;
    }

    private static List<Entity> cut(List<Entity> runs, List<Entity> fixed) {
        var cuts = new TreeSet<Integer>();
        runs.forEach(run -> cuts.add(run.offset()));
        fixed.forEach(entity -> {
            cuts.add(entity.offset());
            cuts.add(entity.end());
        });
        List<Entity> pieces = new ArrayList<>();
        for (Entity run : runs) {
            int from = run.offset();
            for (int cut : cuts.subSet(run.offset(), false, run.end(), false)) {
                pieces.add(run.withRange(from, cut));
                from = cut;
            }
            pieces.add(run.withRange(from, run.end()));
        }
        List<Entity> verbatim =
                fixed.stream().filter(entity -> entity.kind().isVerbatim()).toList();
        pieces.removeIf(piece ->
                verbatim.stream().anyMatch(block -> block.offset() <= piece.offset() && piece.end() <= block.end()));
        return pieces;
    }
}
