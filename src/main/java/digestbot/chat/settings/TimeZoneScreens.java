package digestbot.chat.settings;

import digestbot.audience.Region;
import digestbot.button.AfterZoneChoice;
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
import java.util.Map;

/// Finds a time zone by the local time of a large city, or in three steps: the region, the current
/// local time, the place.
public final class TimeZoneScreens {

    private static final int CLOCKS_A_ROW = 4;
    private static final int PAGE_SIZE = 16;
    private static final int CITIES_PER_PAGE = 18;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    /// A city whose page is shown first to people of a language, if they have chosen no zone.
    private static final Map<String, ZoneId> CITIES_BY_LANGUAGE = Map.of("zh", ZoneId.of("Asia/Shanghai"));

    private TimeZoneScreens() {}

    /// The chat's zone and its local time, or that none was chosen.
    static String now(CommandContext context) {
        return context.preferences().hasZone()
                ? now(context, context.preferences().zone())
                : context.texts().format(ZonePhrase.ZONE_UNSET, clock(context.now(), UTC));
    }

    public static String now(CommandContext context, ZoneId zone) {
        return context.texts().format(ZonePhrase.ZONE_NOW, Texts.zone(zone), clock(context.now(), zone));
    }

    /// The press that begins the choice, with the cities around the chat's zone.
    static SettingsPress begin(CommandContext context, AfterZoneChoice after) {
        return new SettingsPress.ShowCities(firstPage(context), after);
    }

    /// The first screen of the choice.
    static Content first(CommandContext context, AfterZoneChoice after) {
        return cities(context, firstPage(context), after);
    }

    private static int firstPage(CommandContext context) {
        ZoneId near = context.preferences().hasZone()
                ? context.preferences().zone()
                : CITIES_BY_LANGUAGE.getOrDefault(context.texts().language(), UTC);
        int offset = TimeZones.offset(near, context.now());
        long before = TimeZones.cities(context.now()).stream()
                .filter(city -> TimeZones.offset(city, context.now()) < offset)
                .count();
        return Math.toIntExact(before) / CITIES_PER_PAGE;
    }

    /// Large cities with their local times, from west to east.
    static Content cities(CommandContext context, int requestedPage, AfterZoneChoice after) {
        Texts texts = context.texts();
        ZoneId current = context.preferences().zone();
        ListPage<ZoneId> page = ListPage.of(TimeZones.cities(context.now()), CITIES_PER_PAGE, requestedPage);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(zone -> Replies.choice(
                        clock(context.now(), zone) + " " + TimeZones.place(zone),
                        new SettingsPress.SetZone(zone, after),
                        zone.equals(current)))
                .toList()));
        rows.addAll(page.pageButtons(number -> new SettingsPress.ShowCities(number, after)));
        rows.add(List.of(
                Replies.button(texts, SettingsPhrase.BACK_BUTTON, back(after)),
                Replies.button(texts, ZonePhrase.OTHER_PLACES_BUTTON, new SettingsPress.ChooseRegion(after))));
        return screen(
                context,
                texts.format(ZonePhrase.CLOCK_QUESTION) + "\n"
                        + texts.format(ZonePhrase.ZONE_BY_NAME, context.usage(Command.SetTimeZone.SPEC)),
                rows);
    }

    /// The screen before the choice. Quiet hours need a zone, so the way back leads past them.
    private static SettingsPress back(AfterZoneChoice after) {
        return switch (after) {
            case AfterZoneChoice.Settings(), AfterZoneChoice.QuietHours() -> new SettingsPress.ShowSettings();
            case AfterZoneChoice.TopicTime(long topic) -> new SettingsPress.ShowSubscription(topic);
        };
    }

    /// Step 1: the region.
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
        buttons.add(Replies.choice("UTC", new SettingsPress.SetZone(UTC, after), current.equals(UTC)));
        return screen(
                context, texts.format(ZonePhrase.REGION_QUESTION), Replies.inPairs(buttons), begin(context, after));
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
                context.texts().format(ZonePhrase.CLOCK_QUESTION),
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
                context.texts().format(ZonePhrase.PLACE_QUESTION, clock(context.now(), all.getFirst())),
                rows,
                new SettingsPress.ChooseClock(region, after));
    }

    private static Content screen(
            CommandContext context, String question, List<List<Button>> choices, SettingsPress back) {
        List<List<Button>> rows = new ArrayList<>(choices);
        rows.add(List.of(Replies.button(context.texts(), SettingsPhrase.BACK_BUTTON, back)));
        return screen(context, question, rows);
    }

    private static Content screen(CommandContext context, String question, List<List<Button>> rows) {
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
