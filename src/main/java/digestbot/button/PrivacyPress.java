package digestbot.button;

import digestbot.audience.Permission;
/// The buttons about stored data.

public sealed interface PrivacyPress extends Press {

    /// Shows which data is stored, and for how long.
    record ShowPrivacy() implements PrivacyPress {
        static final ButtonSpec<ShowPrivacy> SPEC = ButtonSpec.of("k:p", Permission.READ, ShowPrivacy::new);
    }

    record ExportData() implements PrivacyPress {
        static final ButtonSpec<ExportData> SPEC = ButtonSpec.of("k:e", Permission.MANAGE_DATA, ExportData::new);
    }

    /// Asks for a confirmation of the deletion.
    record AskToForget() implements PrivacyPress {
        static final ButtonSpec<AskToForget> SPEC = ButtonSpec.of("k:f", Permission.MANAGE_DATA, AskToForget::new);
    }

    /// Deletes all of the data.
    record ConfirmForget() implements PrivacyPress {
        static final ButtonSpec<ConfirmForget> SPEC = ButtonSpec.of("k:d", Permission.MANAGE_DATA, ConfirmForget::new);
    }
}
