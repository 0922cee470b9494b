package digestbot.action;

/// The screen that follows the choice of a time zone. The buttons of that choice carry it.
public sealed interface AfterZoneChoice {

    record Settings() implements AfterZoneChoice {}

    record QuietHours() implements AfterZoneChoice {}

    /// The delivery time of the topic with that number.
    record TopicTime(long topic) implements AfterZoneChoice {}
}
