package digestbot.chat.settings;

import digestbot.action.AfterZoneChoice;
import digestbot.audience.Chat;
import digestbot.cache.LruCache;
import digestbot.chat.common.CommandContext;
import digestbot.content.Content;
import java.util.List;

/// The open questions for a time zone, with what each interrupts, so that `/zone` leads back there.
/// They are not stored: after a restart it leads to the settings.
final class ZoneQuestions {

    private final LruCache<List<Object>, AfterZoneChoice> open = new LruCache<>(10_000);

    private static List<Object> key(CommandContext context) {
        Chat chat = context.chat();
        return List.of(chat.platform(), chat.id(), context.request().person().userId());
    }

    Content ask(CommandContext context, AfterZoneChoice interrupted) {
        keep(context, interrupted);
        return TimeZoneScreens.first(context, interrupted);
    }

    void keep(CommandContext context, AfterZoneChoice interrupted) {
        open.put(key(context), interrupted);
    }

    void end(CommandContext context) {
        open.remove(key(context));
    }

    AfterZoneChoice interrupted(CommandContext context) {
        return open.find(key(context)).orElseGet(AfterZoneChoice.Settings::new);
    }
}
