package digestbot.sandbox.telegram.text;

import digestbot.clientview.telegram.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Detects entities in a text without any markup: commands, mentions, hashtags and web addresses.
public final class EntityDetector {
    private static final Pattern SPECIAL = Pattern.compile(
            "(?<url>(?<![\\w.])https?://[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]])"
                    + "|(?<command>(?<![\\w/<>])/\\w{1,64}(?:@\\w{3,32})?(?![\\w/]))"
                    + "|(?<mention>(?<![\\w@])@[a-zA-Z]\\w{3,31}(?!\\w))"
                    + "|(?<hashtag>(?<![\\w#&/])#(?=\\w*\\p{L})[\\w\\p{L}\\p{N}]{1,256})",
            Pattern.UNICODE_CASE);

    private EntityDetector() {}

    public static List<Entity> in(String text) {
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
}
