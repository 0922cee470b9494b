package digestbot.action;

import digestbot.audience.Permission;

public sealed interface PrivacyPress extends Press {

    @ButtonData(code = "k:p", permission = Permission.READ)
    record ShowPrivacy() implements PrivacyPress {}

    @ButtonData(code = "k:e", permission = Permission.MANAGE_DATA)
    record ExportData() implements PrivacyPress {}

    @ButtonData(code = "k:f", permission = Permission.MANAGE_DATA)
    record AskToForget() implements PrivacyPress {}

    @ButtonData(code = "k:d", permission = Permission.MANAGE_DATA)
    record ConfirmForget() implements PrivacyPress {}
}
