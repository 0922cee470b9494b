package digestbot.broadcast;

/// What announcements are made with, wherever they come from.
public record Tools(Broadcasts broadcasts, Counts counts, Launch launch, Steering steering, Reporting reporting) {}
