package digestbot.database;

/// A statement that PostgreSQL executed.
///
/// @param sql with numbered parameters
/// @param millis the time of the execution
public record ExecutedPlan(String sql, double millis, PostgresPlan plan) {}
