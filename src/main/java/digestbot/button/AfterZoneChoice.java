package digestbot.button;

import digestbot.audience.DeliverySchedule;

/// What follows the choice of a time zone.
public sealed interface AfterZoneChoice {

    /// The settings at a glance.
    record Settings() implements AfterZoneChoice {}

    /// The quiet hours.
    record QuietHours() implements AfterZoneChoice {}

    /// The delivery time of a topic.
    ///
    /// @param topic the topic's number
    record TopicTime(long topic) implements AfterZoneChoice {}

    /// The quiet hours that were entered in a form are saved.
    record SaveQuiet(digestbot.audience.QuietHours hours) implements AfterZoneChoice {}

    /// The schedule of a topic that was entered in a form is saved.
    ///
    /// @param topic the topic's number
    /// @param schedule with a local time
    record SaveSchedule(long topic, DeliverySchedule schedule) implements AfterZoneChoice {}
}
