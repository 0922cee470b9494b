package digestbot.button;

import static digestbot.button.FieldCodecs.valid;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/// The written form of what follows the choice of a time zone. What is saved then is one number with 36
/// digits, because the longest names of zones leave little room.
final class AfterZoneCodec {

    private static final int RADIX = 36;
    private static final int MINUTES_A_DAY = 1_440;

    /// The number of sets of days.
    private static final int DAY_SETS = 128;

    /// The number of characters of a schedule.
    private static final int SCHEDULE = 4;

    private AfterZoneCodec() {}

    static String write(AfterZoneChoice after) {
        return switch (after) {
            case AfterZoneChoice.Settings() -> "s";
            case AfterZoneChoice.QuietHours() -> "q";
            case AfterZoneChoice.TopicTime(long topic) -> String.valueOf(topic);
            case AfterZoneChoice.SaveQuiet(QuietHours hours) -> "p" + Integer.toString(number(hours), RADIX);
            case AfterZoneChoice.SaveSchedule(long topic, DeliverySchedule schedule) -> {
                String code = Integer.toString(number(schedule), RADIX);
                yield "w" + "0".repeat(SCHEDULE - code.length()) + code + Long.toString(topic, RADIX);
            }
        };
    }

    static AfterZoneChoice read(String code) {
        return switch (code.charAt(0)) {
            case 's' -> valid(new AfterZoneChoice.Settings(), code.length() == 1);
            case 'q' -> valid(new AfterZoneChoice.QuietHours(), code.length() == 1);
            case 'p' -> new AfterZoneChoice.SaveQuiet(quiet(positive(code.substring(1))));
            case 'w' -> {
                valid(code, code.length() > SCHEDULE + 1);
                yield new AfterZoneChoice.SaveSchedule(
                        positive(code.substring(SCHEDULE + 1)), schedule(positive(code.substring(1, SCHEDULE + 1))));
            }
            default -> new AfterZoneChoice.TopicTime(FieldCodecs.number(code));
        };
    }

    private static int number(QuietHours hours) {
        int mode = hours.mode() == QuietHours.Mode.HOLD ? 0 : 1;
        return (mode * MINUTES_A_DAY + minute(hours.from())) * MINUTES_A_DAY + minute(hours.to());
    }

    private static QuietHours quiet(long number) {
        long mode = number / MINUTES_A_DAY / MINUTES_A_DAY;
        valid(number, mode <= 1);
        return new QuietHours(
                time(number / MINUTES_A_DAY), time(number), mode == 0 ? QuietHours.Mode.HOLD : QuietHours.Mode.SILENT);
    }

    private static int number(DeliverySchedule schedule) {
        return switch (schedule) {
            case DeliverySchedule.Immediately() -> throw new IllegalArgumentException("needs no time zone");
            case DeliverySchedule.At(LocalTime time, Set<DayOfWeek> days) ->
                FieldCodecs.mask(days) * MINUTES_A_DAY + minute(time);
            case DeliverySchedule.Weekly(LocalTime time, DayOfWeek day) ->
                (DAY_SETS + day.getValue()) * MINUTES_A_DAY + minute(time);
        };
    }

    private static DeliverySchedule schedule(long number) {
        int days = Math.toIntExact(number / MINUTES_A_DAY);
        return days >= DAY_SETS
                ? new DeliverySchedule.Weekly(time(number), DayOfWeek.of(days - DAY_SETS))
                : new DeliverySchedule.At(time(number), FieldCodecs.days(days));
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    /// The time of day in the last place of a number.
    private static LocalTime time(long number) {
        return LocalTime.ofSecondOfDay(number % MINUTES_A_DAY * 60);
    }

    /// @throws NumberFormatException if it is no number
    private static long positive(String code) {
        valid(code, code.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')));
        return Long.parseLong(code, RADIX);
    }
}
