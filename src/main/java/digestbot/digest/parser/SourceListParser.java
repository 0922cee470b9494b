package digestbot.digest.parser;

import digestbot.digest.Source;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class SourceListParser {

    /// Normalised headings that always denote a source list.
    private static final Set<String> HEADINGS = Set.of("""
            sources, source list, source, references, quellen, quellenverzeichnis, fuentes, fontes,
            fonti, références, bronnen, källor, kilder, lähteet, źródła, zdroje, források, surse,
            kaynaklar, nguồn, sumber, источники, джерела, πηγές, المصادر, مصادر, מקורות, منابع, स्रोत,
            แหล่งที่มา, 来源, 來源, 消息来源, 资料来源, 資料來源, 新闻来源, 出典, 情報源, ソース, 출처""".strip().split("\\s*,\\s*"));

    private static final Pattern ENTRY = Pattern.compile("[ \\t]{0,8}(?:(\\d{1,6})[.)、．]|[-*+])[ \\t]+(?=\\S)");

    private SourceListParser() {}

    /// The number is the entry's place if it has none of its own.
    record Entry(int number, boolean numbered, int line, String text) {}

    /// Tells whether a section is certainly the source list: by its heading alone, or by a heading
    /// that starts with such a word above linked entries.
    static boolean isNamed(String heading, String text) {
        String folded = PerspectiveNames.fold(heading);
        String bare = folded.replaceAll("^[^\\p{L}]+", "").replaceAll("[^\\p{L}\\p{M}]+$", "");
        if (HEADINGS.contains(bare)) {
            return true;
        }
        return HEADINGS.stream().anyMatch(word -> PerspectiveNames.beginsWith(bare, word)) && hasForm(text, 2);
    }

    /// Tells whether a section's text has the form of a source list: at least two thirds of its
    /// entries are numbered, and have a link with a language, an outlet or a date.
    static boolean hasForm(String text) {
        return hasForm(text, 3);
    }

    private static boolean hasForm(String text, int weight) {
        int all = 0;
        int good = 0;
        for (Entry entry : entries(text, 1)) {
            all++;
            good += entry.numbered() && SourceLineReader.read(entry.text()).isCredited() ? 1 : 0;
        }
        return good > 0 && good * weight >= all * 2;
    }

    /// Text before the first entry is skipped.
    static List<Source> read(String text, int firstLine, SourceReader reader, DiagnosticCollector warnings) {
        List<Source> sources = new ArrayList<>();
        Map<WebAddress, Integer> lines = new HashMap<>();
        for (Entry entry : entries(text, firstLine)) {
            reader.read(entry.number(), entry.text(), entry.line()).ifPresent(source -> {
                sources.add(source);
                source.link().ifPresent(link -> note(link, entry.line(), lines, warnings));
            });
        }
        return sources;
    }

    private static void note(WebAddress link, int line, Map<WebAddress, Integer> lines, DiagnosticCollector warnings) {
        Integer first = lines.putIfAbsent(link, line);
        if (first != null) {
            warnings.add(line, "the link is the same as on line " + first + ": remove one, or fix its link");
        }
    }

    private static List<Entry> entries(String text, int firstLine) {
        List<Entry> entries = new ArrayList<>();
        int line = firstLine;
        boolean open = false;
        for (String written : text.split("\n", -1)) {
            Matcher entry = ENTRY.matcher(written);
            if (entry.lookingAt()) {
                boolean numbered = entry.group(1) != null;
                int number = numbered ? Integer.parseInt(entry.group(1)) : entries.size() + 1;
                entries.add(new Entry(number, numbered, line, written.substring(entry.end())));
                open = true;
            } else if (written.isBlank()) {
                open = false;
            } else if (open) {
                goOn(entries, written);
            }
            line++;
        }
        return entries;
    }

    /// Appends a line directly below an entry to that entry.
    private static void goOn(List<Entry> entries, String more) {
        Entry last = entries.getLast();
        if (last.text().length() + more.length() < SourceLineReader.MAX_ENTRY_LENGTH) {
            String whole = last.text() + " " + more.strip();
            entries.set(entries.size() - 1, new Entry(last.number(), last.numbered(), last.line(), whole));
        }
    }
}
