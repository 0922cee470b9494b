package digestbot.chat.settings;

import digestbot.audience.Region;
import digestbot.button.AfterZoneChoice;
import digestbot.button.SettingsPress;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Phrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Finds a time zone in three steps: the region, the current local time, the place.
final class TimeZoneSteps {

    private static final int CLOCKS_A_ROW = 4;
    private static final int PAGE_SIZE = 16;

    private TimeZoneSteps() {}

    static Content regions(CommandContext context, AfterZoneChoice after) {
        Texts texts = context.texts();
        ZoneId current = context.preferences().zone();
        List<Button> buttons = new ArrayList<>();
        Arrays.stream(Region.values())
                .map(region -> Replies.toggle(
                        texts.format(regionName(region)),
                        new SettingsPress.ChooseClock(region, after),
                        region.has(current)))
                .forEach(buttons::add);
        buttons.add(Replies.choice(
                "UTC", new SettingsPress.SetZone(TimeZoneScreens.UTC, after), current.equals(TimeZoneScreens.UTC)));
        return screen(
                context,
                texts.format(SettingsPhrase.REGION_QUESTION),
                Replies.inPairs(buttons),
                TimeZoneScreens.begin(context, after));
    }

    /// Step 2: the local time. The weekday distinguishes zones that are a whole day apart.
    static Content times(CommandContext context, Region region, AfterZoneChoice after) {
        int current = TimeZones.offset(context.preferences().zone(), context.now());
        boolean here = region.has(context.preferences().zone());
        List<Button> buttons = zones(region).stream()
                .map(zone -> TimeZones.offset(zone, context.now()))
                .distinct()
                .sorted()
                .map(offset -> Replies.toggle(
                        dayAndClock(context, offset),
                        new SettingsPress.ChooseZone(region, offset, 0, after),
                        here && offset == current))
                .toList();
        return screen(
                context,
                context.texts().format(SettingsPhrase.CLOCK_QUESTION),
                Replies.inRows(CLOCKS_A_ROW, buttons),
                new SettingsPress.ChooseRegion(after));
    }

    /// Step 3: the place. If no zone has that offset any more because of a clock change, shows step
    /// 2 again.
    static Content places(CommandContext context, SettingsPress.ChooseZone chosen) {
        Region region = chosen.region();
        AfterZoneChoice after = chosen.after();
        List<ZoneId> all = zones(region).stream()
                .filter(zone -> TimeZones.offset(zone, context.now()) == chosen.offsetMinutes())
                .sorted(Comparator.comparing(TimeZones::place))
                .toList();
        if (all.isEmpty()) {
            return times(context, region, after);
        }
        ListPage<ZoneId> page = ListPage.of(all, PAGE_SIZE, chosen.page());
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(zone -> Replies.choice(
                        TimeZones.place(zone),
                        new SettingsPress.SetZone(zone, after),
                        zone.equals(context.preferences().zone())))
                .toList()));
        rows.addAll(page.pageButtons(
                number -> new SettingsPress.ChooseZone(region, chosen.offsetMinutes(), number, after)));
        return screen(
                context,
                context.texts()
                        .format(SettingsPhrase.PLACE_QUESTION, TimeZoneScreens.clock(context.now(), all.getFirst())),
                rows,
                new SettingsPress.ChooseClock(region, after));
    }

    private static Content screen(
            CommandContext context, String question, List<List<Button>> choices, SettingsPress back) {
        List<List<Button>> rows = new ArrayList<>(choices);
        rows.add(List.of(Replies.button(context.texts(), SettingsPhrase.BACK_BUTTON, back)));
        return TimeZoneScreens.screen(context, question, rows);
    }

    private static List<ZoneId> zones(Region region) {
        return TimeZones.places().stream().filter(region::has).toList();
    }

    private static String dayAndClock(CommandContext context, int offsetMinutes) {
        ZonedDateTime there = context.now().atZone(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        return context.texts().weekday(there.getDayOfWeek()) + " " + TimeZoneScreens.CLOCK.format(there);
    }

    private static Phrase regionName(Region region) {
        return switch (region) {
            case AFRICA -> SettingsPhrase.REGION_AFRICA;
            case AMERICA -> SettingsPhrase.REGION_AMERICA;
            case ASIA -> SettingsPhrase.REGION_ASIA;
            case EUROPE -> SettingsPhrase.REGION_EUROPE;
            case OCEANIA -> SettingsPhrase.REGION_OCEANIA;
            case ISLANDS -> SettingsPhrase.REGION_ISLANDS;
        };
    }
}
