package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.SettingsPress;
import digestbot.subscription.Region;
import digestbot.text.Phrase;
import digestbot.text.Words;
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
final class ZoneScreens {

    private static final int CLOCKS_A_ROW = 4;
    private static final int PLACES_A_PAGE = 16;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    private ZoneScreens() {}

    /// The chat's zone and what time it is there.
    static String now(Asked asked) {
        return now(asked, asked.preferences().zone());
    }

    static String now(Asked asked, ZoneId zone) {
        return asked.words().say(Phrase.ZONE_NOW, Words.zone(zone), clock(asked.now(), zone));
    }

    /// First the part of the world.
    static Content regions(Asked asked) {
        Words words = asked.words();
        ZoneId current = asked.preferences().zone();
        List<Button> buttons = new ArrayList<>();
        Arrays.stream(Region.values())
                .map(region ->
                        Say.toggle(words.say(regionName(region)), new SettingsPress.Times(region), region.has(current)))
                .forEach(buttons::add);
        buttons.add(Say.choice("UTC", new SettingsPress.SetZone(UTC), isUtc(current)));
        return screen(
                asked,
                words.say(Phrase.REGION_QUESTION) + "\n"
                        + words.say(Phrase.ZONE_BY_NAME, asked.usage(CommandName.ZONE)),
                Say.inPairs(buttons),
                new SettingsPress.Overview());
    }

    /// Then the clock. The day of the week tells apart those that differ by a whole day.
    static Content times(Asked asked, Region region) {
        int current = Zones.offset(asked.preferences().zone(), asked.now());
        boolean here = region.has(asked.preferences().zone());
        List<Button> buttons = zones(region).stream()
                .map(zone -> Zones.offset(zone, asked.now()))
                .distinct()
                .sorted()
                .map(offset -> Say.toggle(
                        dayAndClock(asked, offset),
                        new SettingsPress.Places(region, offset, 0),
                        here && offset == current))
                .toList();
        return screen(
                asked,
                asked.words().say(Phrase.CLOCK_QUESTION),
                Say.inRows(CLOCKS_A_ROW, buttons),
                new SettingsPress.Regions());
    }

    /// Then the place. If a change of clocks came in between, the clocks are shown again.
    static Content places(Asked asked, Region region, int offsetMinutes, int wanted) {
        List<ZoneId> all = zones(region).stream()
                .filter(zone -> Zones.offset(zone, asked.now()) == offsetMinutes)
                .sorted(Comparator.comparing(Zones::place))
                .toList();
        if (all.isEmpty()) {
            return times(asked, region);
        }
        Page<ZoneId> page = Page.of(all, PLACES_A_PAGE, wanted);
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(page.shown().stream()
                .map(zone -> Say.choice(
                        Zones.place(zone),
                        new SettingsPress.SetZone(zone),
                        zone.equals(asked.preferences().zone())))
                .toList()));
        rows.addAll(page.turns(number -> new SettingsPress.Places(region, offsetMinutes, number)));
        Words words = asked.words();
        rows.add(List.of(Say.button(words, Phrase.BACK_BUTTON, new SettingsPress.Times(region))));
        return Say.screen(
                words.say(Phrase.ZONE_BUTTON),
                List.of(now(asked), words.say(Phrase.PLACE_QUESTION, clock(asked.now(), all.getFirst()))),
                rows);
    }

    private static Content screen(Asked asked, String question, List<List<Button>> choices, SettingsPress back) {
        List<List<Button>> rows = new ArrayList<>(choices);
        rows.add(List.of(Say.button(asked.words(), Phrase.BACK_BUTTON, back)));
        return Say.screen(asked.words().say(Phrase.ZONE_BUTTON), List.of(now(asked), question), rows);
    }

    private static List<ZoneId> zones(Region region) {
        return Zones.places().stream().filter(region::has).toList();
    }

    /// What time it is there.
    static String clock(Instant now, ZoneId zone) {
        return CLOCK.format(LocalTime.ofInstant(now, zone));
    }

    private static String dayAndClock(Asked asked, int offsetMinutes) {
        ZonedDateTime there = asked.now().atZone(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        return asked.words().weekday(there.getDayOfWeek()) + " " + CLOCK.format(there);
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) || zone.equals(UTC);
    }

    private static Phrase regionName(Region region) {
        return switch (region) {
            case AFRICA -> Phrase.REGION_AFRICA;
            case AMERICA -> Phrase.REGION_AMERICA;
            case ASIA -> Phrase.REGION_ASIA;
            case EUROPE -> Phrase.REGION_EUROPE;
            case OCEANIA -> Phrase.REGION_OCEANIA;
            case ISLANDS -> Phrase.REGION_ISLANDS;
        };
    }
}
