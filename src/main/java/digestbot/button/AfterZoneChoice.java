package digestbot.button;

/// What follows the choice of a time zone. The buttons of that choice carry it.
public sealed interface AfterZoneChoice {

    record Settings() implements AfterZoneChoice {}

    record QuietHours() implements AfterZoneChoice {}

    /// The delivery time of a topic.
    ///
    /// @param topic the topic's number
    record TopicTime(long topic) implements AfterZoneChoice {}
}
