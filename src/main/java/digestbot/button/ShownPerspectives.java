package digestbot.button;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The revision of a digest whose perspectives a form shows. A form judges these alone: the topic may get
/// others while it is open.
///
/// @param digest the digest's number
/// @param revision from 1
public record ShownPerspectives(long digest, int revision) {

    private static final Pattern CODE = Pattern.compile("(\\d{1,19})-(\\d{1,9})");

    String encode() {
        return digest + "-" + revision;
    }

    /// @throws IllegalArgumentException if it is no such code
    static ShownPerspectives decode(String code) {
        Matcher read = CODE.matcher(code);
        if (!read.matches()) {
            throw new IllegalArgumentException(code);
        }
        return new ShownPerspectives(Long.parseLong(read.group(1)), Integer.parseInt(read.group(2)));
    }
}
