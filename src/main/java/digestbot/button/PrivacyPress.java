package digestbot.button;

import digestbot.audience.Permission;
/// The buttons about stored data.

public sealed interface PrivacyPress extends Press {

    /// Shows which data is stored, and for how long.
    @ButtonData(code = "k:p", permission = Permission.READ)
    record ShowPrivacy() implements PrivacyPress {}

    @ButtonData(code = "k:e", permission = Permission.MANAGE_DATA)
    record ExportData() implements PrivacyPress {}

    /// Asks for a confirmation of the deletion.
    @ButtonData(code = "k:f", permission = Permission.MANAGE_DATA)
    record AskToForget() implements PrivacyPress {}

    /// Deletes all of the data.
    @ButtonData(code = "k:d", permission = Permission.MANAGE_DATA)
    record ConfirmForget() implements PrivacyPress {}
}
