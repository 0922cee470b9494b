package digestbot.content.action;

import digestbot.audience.Permission;

public sealed interface DataAction extends Action {

    /// Shows which data is stored and for how long.
    @Form(code = "k:p", command = "privacy", needs = Permission.READ)
    record ShowPrivacy() implements DataAction {}

    /// Shows the stored data in full, in a place where no message folds it.
    @Form(code = "k:i", needs = Permission.READ)
    record ShowPrivacyDetails() implements DataAction {}

    @Form(code = "k:e", command = "export", needs = Permission.MANAGE_DATA)
    record ExportData() implements DataAction {}

    @Form(code = "k:f", command = "forget", needs = Permission.MANAGE_DATA)
    record AskToForget() implements DataAction {}

    @Form(code = "k:d", needs = Permission.MANAGE_DATA)
    record ConfirmForget() implements DataAction {}
}
