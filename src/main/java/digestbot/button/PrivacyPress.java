package digestbot.button;

import digestbot.audience.Permission;
/// The buttons about stored data.

public sealed interface PrivacyPress extends Press {

    /// Show what is kept, and how long.
    record Privacy() implements PrivacyPress {
        static final ButtonSpec<Privacy> SPEC = ButtonSpec.of("k:p", Permission.READ, Privacy::new);
    }

    /// Give all of it as a file.
    record Export() implements PrivacyPress {
        static final ButtonSpec<Export> SPEC = ButtonSpec.of("k:e", Permission.OWN, Export::new);
    }

    /// Ask whether all of it is to be deleted.
    record Forget() implements PrivacyPress {
        static final ButtonSpec<Forget> SPEC = ButtonSpec.of("k:f", Permission.OWN, Forget::new);
    }

    /// Delete all of it.
    record ForgetNow() implements PrivacyPress {
        static final ButtonSpec<ForgetNow> SPEC = ButtonSpec.of("k:d", Permission.OWN, ForgetNow::new);
    }
}
