package digestbot.markdown;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times in a text that is put together from phrases, before it becomes inlines.
///
/// A moment stands between noncharacters. Nobody can write one: [TextCleaner] removes noncharacters
/// from everything that people and digests say.
public final class MomentText {

    private static final char START = '\ufdd0';
    private static final char TEXT = '\ufdd1';
    private static final char END = '\ufdd2';

    private static final Pattern MARKED =
            Pattern.compile(START + "(-?\\d{1,11}) ([A-Z_]+)" + TEXT + "([^" + END + "]*)" + END);

    private MomentText() {}

    public static String mark(Inline.Moment moment) {
        return START + Long.toString(moment.at().getEpochSecond()) + ' ' + moment.style() + TEXT + moment.text() + END;
    }

    public static List<Inline> inlines(String text) {
        if (text.indexOf(START) < 0) {
            return List.of(new Inline.Text(text));
        }
        List<Inline> inlines = new ArrayList<>();
        Matcher found = MARKED.matcher(text);
        int from = 0;
        while (found.find()) {
            if (found.start() > from) {
                inlines.add(new Inline.Text(text.substring(from, found.start())));
            }
            inlines.add(new Inline.Moment(
                    Instant.ofEpochSecond(Long.parseLong(found.group(1))),
                    Inline.MomentStyle.valueOf(found.group(2)),
                    found.group(3)));
            from = found.end();
        }
        if (from < text.length()) {
            inlines.add(new Inline.Text(text.substring(from)));
        }
        return inlines;
    }

    public static String plain(String text) {
        return PlainText.ofInlines(inlines(text));
    }
}
