package digestbot.database;

/// A statement that PostgreSQL executed, with numbered parameters, and its duration.
public record ExecutedPlan(String sql, double millis, PostgresPlan plan) {}
