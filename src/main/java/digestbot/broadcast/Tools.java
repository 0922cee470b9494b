package digestbot.broadcast;

/// What announcements are made with, wherever they come from.
///
/// @param log notes what is done to them
public record Tools(
        Broadcasts broadcasts,
        Counts counts,
        Launch launch,
        Steering steering,
        Reporting reporting,
        AnnouncementLog log) {}
