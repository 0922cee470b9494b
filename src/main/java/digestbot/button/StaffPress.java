package digestbot.button;

import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.PLATFORM;
import static digestbot.button.FieldCodecs.VIEW;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.digest.DigestView;

/// The buttons for operators.
public sealed interface StaffPress extends Press {

    /// Show who has which role.
    ///
    /// @param page from 0
    record Roles(int page) implements StaffPress {
        static final ButtonSpec<Roles> SPEC =
                ButtonSpec.of("d:r", Permission.OVERSEE, Roles::new, PAGE.of(Roles::page));
    }

    /// Take the person's role away.
    record TakeRole(Platform platform, long userId) implements StaffPress {
        static final ButtonSpec<TakeRole> SPEC = ButtonSpec.of(
                "d:t", Permission.APPOINT, TakeRole::new, PLATFORM.of(TakeRole::platform), NUMBER.of(TakeRole::userId));
    }

    /// Shows the audit log.
    ///
    /// @param page from 0, the newest
    record Audit(int page) implements StaffPress {
        static final ButtonSpec<Audit> SPEC =
                ButtonSpec.of("d:a", Permission.OVERSEE, Audit::new, PAGE.of(Audit::page));
    }

    /// Show the digests that are held back.
    record Held() implements StaffPress {
        static final ButtonSpec<Held> SPEC = ButtonSpec.of("d:h", Permission.RELEASE, Held::new);
    }

    /// Show a digest that is held back, as a reader would see it.
    ///
    /// @param digest the digest's number
    record Look(long digest, DigestView view) implements StaffPress {
        static final ButtonSpec<Look> SPEC =
                ButtonSpec.of("d:l", Permission.RELEASE, Look::new, NUMBER.of(Look::digest), VIEW.of(Look::view));
    }

    /// Publish a digest that is held back.
    ///
    /// @param digest the digest's number
    record Release(long digest) implements StaffPress {
        static final ButtonSpec<Release> SPEC =
                ButtonSpec.of("d:p", Permission.RELEASE, Release::new, NUMBER.of(Release::digest));
    }
}
