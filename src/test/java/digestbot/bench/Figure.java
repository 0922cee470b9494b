package digestbot.bench;

/// One line of the table.
///
/// @param name as in the file, such as `plan_1m_s`
/// @param unit such as `s`
/// @param how what was measured, and how
record Figure(String name, double value, String unit, String how) {}
