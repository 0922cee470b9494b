package digestbot.markdown;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The link reference definitions of a document (`[label]: https://…`), each on a line of its own.
///
/// They apply to the whole document, so they are collected before its sections are parsed
/// separately.
final class LinkDefinitions {

    /// The maximum number; further definitions remain text.
    private static final int MAX_DEFINITIONS = 500;

    private static final int MAX_LINE_LENGTH = 4 * 1024;

    private static final Pattern LINE = Pattern.compile("\\[([^\\[\\]]{1,200})]:[ \\t]*(<[^<>]*>|[^\\s<]\\S*)"
            + "(?:[ \\t]+(?:\"[^\"]*\"|'[^']*'|\\([^()]*\\)))?[ \\t]*");

    private final Map<String, String> addresses = new HashMap<>();

    /// Stores the definition on the line, if there is one and the limit is not reached. The first
    /// definition of a label wins.
    boolean tryAdd(String text, int from, int to) {
        if (addresses.size() == MAX_DEFINITIONS
                || to - from > MAX_LINE_LENGTH
                || from == to
                || text.charAt(from) != '[') {
            return false;
        }
        Matcher line = LINE.matcher(text).region(from, to);
        if (!line.matches() || line.group(1).isBlank() || line.group(1).indexOf('\\') >= 0) {
            return false;
        }
        String address = line.group(2);
        if (address.length() > WebAddress.MAX_LENGTH || address.indexOf('<', 1) > 0) {
            return false;
        }
        addresses.putIfAbsent(
                normalise(line.group(1)),
                address.startsWith("<") ? address.substring(1, address.length() - 1) : address);
        return true;
    }

    Set<String> labels() {
        return addresses.keySet();
    }

    /// The definitions of these labels, as lines.
    String lines(Set<String> labels) {
        var lines = new StringBuilder();
        for (String label : labels) {
            lines.append('[')
                    .append(label)
                    .append("]: <")
                    .append(addresses.get(label))
                    .append(">\n");
        }
        return lines.toString();
    }

    /// The label normalised for comparison: case-folded, with single spaces.
    static String normalise(String label) {
        return label.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
