package digestbot.button;

import digestbot.audience.Permission;
/// The buttons about stored data.

public sealed interface PrivacyPress extends Press {

    /// Show what is kept, and how long.
    record ShowPrivacy() implements PrivacyPress {
        static final ButtonSpec<ShowPrivacy> SPEC = ButtonSpec.of("k:p", Permission.READ, ShowPrivacy::new);
    }

    /// Give all of it as a file.
    record ExportData() implements PrivacyPress {
        static final ButtonSpec<ExportData> SPEC = ButtonSpec.of("k:e", Permission.MANAGE_DATA, ExportData::new);
    }

    /// Ask whether all of it is to be deleted.
    record AskToForget() implements PrivacyPress {
        static final ButtonSpec<AskToForget> SPEC = ButtonSpec.of("k:f", Permission.MANAGE_DATA, AskToForget::new);
    }

    /// Delete all of it.
    record ConfirmForget() implements PrivacyPress {
        static final ButtonSpec<ConfirmForget> SPEC = ButtonSpec.of("k:d", Permission.MANAGE_DATA, ConfirmForget::new);
    }
}
