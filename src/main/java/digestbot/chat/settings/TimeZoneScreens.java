package digestbot.chat.settings;

import digestbot.audience.Region;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Phrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.ZonePhrase;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Finds a time zone in three steps: the region, the current local time, the place.
public final class TimeZoneScreens {

    private static final int CLOCKS_A_ROW = 4;
    private static final int PAGE_SIZE = 16;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    private TimeZoneScreens() {}

    /// The chat's zone and its local time.
    static String now(CommandContext context) {
        return now(context, context.preferences().zone());
    }

    public static String now(CommandContext context, ZoneId zone) {
        return context.texts().format(ZonePhrase.ZONE_NOW, Texts.zone(zone), clock(context.now(), zone));
    }

    /// Step 1: the region.
    static Content regions(CommandContext context) {
        Texts texts = context.texts();
        ZoneId current = context.preferences().zone();
        List<Button> buttons = new ArrayList<>();
        Arrays.stream(Region.values())
                .map(region -> Replies.toggle(
                        texts.format(regionName(region)), new SettingsPress.ChooseClock(region), region.has(current)))
                .forEach(buttons::add);
        buttons.add(Replies.choice("UTC", new SettingsPress.SetZone(UTC), isUtc(current)));
        return screen(
                context,
                texts.format(ZonePhrase.REGION_QUESTION) + "\n"
                        + texts.format(ZonePhrase.ZONE_BY_NAME, context.usage(Command.SetTimeZone.SPEC)),
                Replies.inPairs(buttons),
                new SettingsPress.ShowSettings());
    }

    /// Step 2: the local time. The weekday distinguishes zones that are a whole day apart.
    static Content times(CommandContext context, Region region) {
        int current = TimeZones.offset(context.preferences().zone(), context.now());
        boolean here = region.has(context.preferences().zone());
        List<Button> buttons = zones(region).stream()
                .map(zone -> TimeZones.offset(zone, context.now()))
                .distinct()
                .sorted()
                .map(offset -> Replies.toggle(
                        dayAndClock(context, offset),
                        new SettingsPress.ChooseZone(region, offset, 0),
                        here && offset == current))
                .toList();
        return screen(
                context,
                context.texts().format(ZonePhrase.CLOCK_QUESTION),
                Replies.inRows(CLOCKS_A_ROW, buttons),
                new SettingsPress.ChooseRegion());
    }

    /// Step 3: the place. If no zone has that offset any more because of a clock change, shows step
    /// 2 again.
    static Content places(CommandContext context, Region region, int offsetMinutes, int requestedPage) {
        List<ZoneId> all = zones(region).stream()
                .filter(zone -> TimeZones.offset(zone, context.now()) == offsetMinutes)
                .sorted(Comparator.comparing(TimeZones::place))
                .toList();
        if (all.isEmpty()) {
            return times(context, region);
        }
        ListPage<ZoneId> page = ListPage.of(all, PAGE_SIZE, requestedPage);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(zone -> Replies.choice(
                        TimeZones.place(zone),
                        new SettingsPress.SetZone(zone),
                        zone.equals(context.preferences().zone())))
                .toList()));
        rows.addAll(page.pageButtons(number -> new SettingsPress.ChooseZone(region, offsetMinutes, number)));
        Texts texts = context.texts();
        rows.add(List.of(Replies.button(texts, SettingsPhrase.BACK_BUTTON, new SettingsPress.ChooseClock(region))));
        return Replies.screen(
                texts.format(ZonePhrase.ZONE_BUTTON),
                List.of(now(context), texts.format(ZonePhrase.PLACE_QUESTION, clock(context.now(), all.getFirst()))),
                rows);
    }

    private static Content screen(
            CommandContext context, String question, List<List<Button>> choices, SettingsPress back) {
        List<List<Button>> rows = new ArrayList<>(choices);
        rows.add(List.of(Replies.button(context.texts(), SettingsPhrase.BACK_BUTTON, back)));
        return Replies.screen(context.texts().format(ZonePhrase.ZONE_BUTTON), List.of(now(context), question), rows);
    }

    private static List<ZoneId> zones(Region region) {
        return TimeZones.places().stream().filter(region::has).toList();
    }

    /// The local time there.
    static String clock(Instant now, ZoneId zone) {
        return CLOCK.format(LocalTime.ofInstant(now, zone));
    }

    private static String dayAndClock(CommandContext context, int offsetMinutes) {
        ZonedDateTime there = context.now().atZone(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        return context.texts().weekday(there.getDayOfWeek()) + " " + CLOCK.format(there);
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) || zone.equals(UTC);
    }

    private static Phrase regionName(Region region) {
        return switch (region) {
            case AFRICA -> ZonePhrase.REGION_AFRICA;
            case AMERICA -> ZonePhrase.REGION_AMERICA;
            case ASIA -> ZonePhrase.REGION_ASIA;
            case EUROPE -> ZonePhrase.REGION_EUROPE;
            case OCEANIA -> ZonePhrase.REGION_OCEANIA;
            case ISLANDS -> ZonePhrase.REGION_ISLANDS;
        };
    }
}
