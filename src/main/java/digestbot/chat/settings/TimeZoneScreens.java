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

/// Finds a time zone in three steps: the part of the world, what time it is there now, the place.
public final class TimeZoneScreens {

    private static final int CLOCKS_A_ROW = 4;
    private static final int PLACES_A_PAGE = 16;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    private TimeZoneScreens() {}

    /// The chat's zone and what time it is there.
    static String now(CommandContext asked) {
        return now(asked, asked.preferences().zone());
    }

    public static String now(CommandContext asked, ZoneId zone) {
        return asked.words().say(ZonePhrase.ZONE_NOW, Texts.zone(zone), clock(asked.now(), zone));
    }

    /// First the part of the world.
    static Content regions(CommandContext asked) {
        Texts words = asked.words();
        ZoneId current = asked.preferences().zone();
        List<Button> buttons = new ArrayList<>();
        Arrays.stream(Region.values())
                .map(region -> Replies.toggle(
                        words.say(regionName(region)), new SettingsPress.Times(region), region.has(current)))
                .forEach(buttons::add);
        buttons.add(Replies.choice("UTC", new SettingsPress.SetZone(UTC), isUtc(current)));
        return screen(
                asked,
                words.say(ZonePhrase.REGION_QUESTION) + "\n"
                        + words.say(ZonePhrase.ZONE_BY_NAME, asked.usage(Command.Zone.SPEC)),
                Replies.inPairs(buttons),
                new SettingsPress.Overview());
    }

    /// Step 2: the local time. The weekday distinguishes zones that are a whole day apart.
    static Content times(CommandContext asked, Region region) {
        int current = TimeZones.offset(asked.preferences().zone(), asked.now());
        boolean here = region.has(asked.preferences().zone());
        List<Button> buttons = zones(region).stream()
                .map(zone -> TimeZones.offset(zone, asked.now()))
                .distinct()
                .sorted()
                .map(offset -> Replies.toggle(
                        dayAndClock(asked, offset),
                        new SettingsPress.Places(region, offset, 0),
                        here && offset == current))
                .toList();
        return screen(
                asked,
                asked.words().say(ZonePhrase.CLOCK_QUESTION),
                Replies.inRows(CLOCKS_A_ROW, buttons),
                new SettingsPress.Regions());
    }

    /// Step 3: the place. If no zone has that offset any more because of a clock change, shows step
    /// 2 again.
    static Content places(CommandContext asked, Region region, int offsetMinutes, int wanted) {
        List<ZoneId> all = zones(region).stream()
                .filter(zone -> TimeZones.offset(zone, asked.now()) == offsetMinutes)
                .sorted(Comparator.comparing(TimeZones::place))
                .toList();
        if (all.isEmpty()) {
            return times(asked, region);
        }
        ListPage<ZoneId> page = ListPage.of(all, PLACES_A_PAGE, wanted);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(zone -> Replies.choice(
                        TimeZones.place(zone),
                        new SettingsPress.SetZone(zone),
                        zone.equals(asked.preferences().zone())))
                .toList()));
        rows.addAll(page.turns(number -> new SettingsPress.Places(region, offsetMinutes, number)));
        Texts words = asked.words();
        rows.add(List.of(Replies.button(words, SettingsPhrase.BACK_BUTTON, new SettingsPress.Times(region))));
        return Replies.screen(
                words.say(ZonePhrase.ZONE_BUTTON),
                List.of(now(asked), words.say(ZonePhrase.PLACE_QUESTION, clock(asked.now(), all.getFirst()))),
                rows);
    }

    private static Content screen(
            CommandContext asked, String question, List<List<Button>> choices, SettingsPress back) {
        List<List<Button>> rows = new ArrayList<>(choices);
        rows.add(List.of(Replies.button(asked.words(), SettingsPhrase.BACK_BUTTON, back)));
        return Replies.screen(asked.words().say(ZonePhrase.ZONE_BUTTON), List.of(now(asked), question), rows);
    }

    private static List<ZoneId> zones(Region region) {
        return TimeZones.places().stream().filter(region::has).toList();
    }

    /// The local time there.
    static String clock(Instant now, ZoneId zone) {
        return CLOCK.format(LocalTime.ofInstant(now, zone));
    }

    private static String dayAndClock(CommandContext asked, int offsetMinutes) {
        ZonedDateTime there = asked.now().atZone(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        return asked.words().weekday(there.getDayOfWeek()) + " " + CLOCK.format(there);
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
