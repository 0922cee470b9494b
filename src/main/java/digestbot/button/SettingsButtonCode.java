package digestbot.button;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.Region;
import digestbot.button.SettingsPress.AllPerspectives;
import digestbot.button.SettingsPress.Announcements;
import digestbot.button.SettingsPress.AtOnce;
import digestbot.button.SettingsPress.Bundles;
import digestbot.button.SettingsPress.Days;
import digestbot.button.SettingsPress.DeliverTo;
import digestbot.button.SettingsPress.Done;
import digestbot.button.SettingsPress.HideOutlets;
import digestbot.button.SettingsPress.Languages;
import digestbot.button.SettingsPress.OfTopic;
import digestbot.button.SettingsPress.Outlet;
import digestbot.button.SettingsPress.Overview;
import digestbot.button.SettingsPress.Perspective;
import digestbot.button.SettingsPress.PerspectiveFirst;
import digestbot.button.SettingsPress.Perspectives;
import digestbot.button.SettingsPress.Places;
import digestbot.button.SettingsPress.Publish;
import digestbot.button.SettingsPress.Regions;
import digestbot.button.SettingsPress.SetDays;
import digestbot.button.SettingsPress.SetLanguage;
import digestbot.button.SettingsPress.SetLayout;
import digestbot.button.SettingsPress.SetLength;
import digestbot.button.SettingsPress.SetTime;
import digestbot.button.SettingsPress.SetZone;
import digestbot.button.SettingsPress.Time;
import digestbot.button.SettingsPress.Times;
import digestbot.button.SettingsPress.Weekly;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The written form of presses in the settings, behind the version: `:g`, a letter, values.
final class SettingsButtonCode {

    static final String VERB = "g";

    private static final int MINUTES_A_DAY = 1_440;
    private static final int EVERY_DAY = 127;

    /// Offsets are written as they stand above the least one, so that there is no sign.
    private static final int LEAST_OFFSET = -1_080;

    private SettingsButtonCode() {}

    static String encode(SettingsPress press) {
        return ":" + VERB
                + switch (press) {
                    case Overview(int page) -> page == 0 ? "" : ":v:" + page;
                    case Done() -> ":x";
                    case OfTopic(long topic) -> ":k:" + topic;
                    case Perspectives(long topic) -> ":p:" + topic;
                    case Perspective(long digest, int ordinal, boolean wanted) ->
                        ":" + (wanted ? "i" : "f") + ":" + digest + ":" + ordinal;
                    case AllPerspectives(long topic) -> ":e:" + topic;
                    case SetLength(long topic, Length length) ->
                        ":l:" + topic + ":" + length.id().charAt(0);
                    case PerspectiveFirst(long digest, int ordinal) -> ":j:" + digest + ":" + ordinal;
                    case SetLayout(long topic, Layout layout) ->
                        ":y:" + topic + ":" + layout.id().substring(0, 2);
                    case HideOutlets(long digest, int page) -> ":h:" + digest + ":" + page;
                    case Outlet(long digest, int ordinal, boolean hidden) ->
                        ":" + (hidden ? "u" : "n") + ":" + digest + ":" + ordinal;
                    case Time(long topic) -> ":w:" + topic;
                    case SetTime(long topic, int minute) -> ":w:" + topic + ":" + minute;
                    case AtOnce(long topic) -> ":o:" + topic;
                    case Days(long topic) -> ":d:" + topic;
                    case SetDays(long topic, Set<DayOfWeek> days) -> ":d:" + topic + ":" + mask(days);
                    case DeliverTo(long topic, boolean here) -> ":t:" + topic + (here ? ":h" : ":m");
                    case Publish(boolean wanted) -> wanted ? ":s:1" : ":s:0";
                    case Weekly(long topic, DayOfWeek day) -> ":r:" + topic + ":" + day.getValue();
                    case Bundles(boolean wanted) -> wanted ? ":b:1" : ":b:0";
                    case Announcements(boolean wanted) -> wanted ? ":m:1" : ":m:0";
                    case Languages() -> ":a";
                    case SetLanguage(String tag) -> ":a:" + tag;
                    case Regions() -> ":z";
                    case Times(Region region) -> ":z:" + region.code();
                    case Places(Region region, int offset, int page) ->
                        ":z:" + region.code() + ":" + (offset - LEAST_OFFSET) + ":" + page;
                    case SettingsPress.OfQuietHours quiet -> QuietHoursButtonCode.encode(quiet);
                    case SetZone(ZoneId zone) -> ":c:" + zone.getId();
                };
    }

    /// @throws IllegalArgumentException if a value is none
    static Optional<SettingsPress> decode(String[] parts) {
        return parts.length == 2
                ? Optional.of(new Overview())
                : Optional.ofNullable(
                        switch (parts[2] + parts.length) {
                            case "v4" -> new Overview(PressCode.small(parts[3]));
                            case "x3" -> new Done();
                            case "k4" -> new OfTopic(PressCode.number(parts[3]));
                            case "p4" -> new Perspectives(PressCode.number(parts[3]));
                            case "i5" -> new Perspective(PressCode.number(parts[3]), PressCode.small(parts[4]), true);
                            case "f5" -> new Perspective(PressCode.number(parts[3]), PressCode.small(parts[4]), false);
                            case "e4" -> new AllPerspectives(PressCode.number(parts[3]));
                            case "l5" -> new SetLength(PressCode.number(parts[3]), length(parts[4]));
                            case "j5" -> new PerspectiveFirst(PressCode.number(parts[3]), PressCode.small(parts[4]));
                            case "y5" -> new SetLayout(PressCode.number(parts[3]), layout(parts[4]));
                            case "h5" -> new HideOutlets(PressCode.number(parts[3]), PressCode.small(parts[4]));
                            case "u5" -> new Outlet(PressCode.number(parts[3]), PressCode.small(parts[4]), true);
                            case "n5" -> new Outlet(PressCode.number(parts[3]), PressCode.small(parts[4]), false);
                            case "w4" -> new Time(PressCode.number(parts[3]));
                            case "w5" -> new SetTime(PressCode.number(parts[3]), minute(parts[4]));
                            case "o4" -> new AtOnce(PressCode.number(parts[3]));
                            case "d4" -> new Days(PressCode.number(parts[3]));
                            case "d5" -> new SetDays(PressCode.number(parts[3]), days(parts[4]));
                            case "t5" -> new DeliverTo(PressCode.number(parts[3]), isHere(parts[4]));
                            case "s4" -> new Publish(below(parts[3], 2) == 1);
                            case "r5" -> new Weekly(PressCode.number(parts[3]), DayOfWeek.of(below(parts[4], 8)));
                            case "b4" -> new Bundles(below(parts[3], 2) == 1);
                            case "m4" -> new Announcements(below(parts[3], 2) == 1);
                            case "a3" -> new Languages();
                            case "a4" -> new SetLanguage(PressCode.tag(parts[3]));
                            case "z3" -> new Regions();
                            case "z4" -> new Times(Region.of(PressCode.small(parts[3])));
                            case "z6" ->
                                new Places(
                                        Region.of(PressCode.small(parts[3])),
                                        below(parts[4], 1 - 2 * LEAST_OFFSET) + LEAST_OFFSET,
                                        PressCode.small(parts[5]));
                            case "q3", "q4", "q5" -> QuietHoursButtonCode.decode(parts);
                            case "c4" -> new SetZone(zone(parts[3]));
                            default -> null;
                        });
    }

    private static int mask(Set<DayOfWeek> days) {
        return days.stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
    }

    private static Set<DayOfWeek> days(String digits) {
        int mask = below(digits, EVERY_DAY + 1);
        if (mask == 0) {
            throw new IllegalArgumentException("no day");
        }
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> (mask & (1 << (day.getValue() - 1))) != 0)
                .collect(Collectors.toSet());
    }

    private static Length length(String letter) {
        return Arrays.stream(Length.values())
                .filter(length -> length.id().substring(0, 1).equals(letter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(letter));
    }

    private static Layout layout(String letters) {
        return Arrays.stream(Layout.values())
                .filter(layout -> layout.id().substring(0, 2).equals(letters))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(letters));
    }

    private static boolean isHere(String letter) {
        if (!letter.equals("h") && !letter.equals("m")) {
            throw new IllegalArgumentException(letter);
        }
        return letter.equals("h");
    }

    static int minute(String digits) {
        return below(digits, MINUTES_A_DAY);
    }

    private static int below(String digits, int end) {
        int number = PressCode.small(digits);
        if (number >= end) {
            throw new IllegalArgumentException(digits);
        }
        return number;
    }

    /// Only what has a name; an offset such as `+09:00` would not survive the colons.
    private static ZoneId zone(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw new IllegalArgumentException(id);
        }
        return ZoneId.of(id);
    }
}
