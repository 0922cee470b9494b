package digestbot.button;

import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.PLATFORM;
import static digestbot.button.FieldCodecs.VIEW;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.digest.DigestView;

public sealed interface OperatorPress extends Press {

    /// Shows the roles.
    ///
    /// @param page from 0
    record ShowRoles(int page) implements OperatorPress {
        static final ButtonSpec<ShowRoles> SPEC =
                ButtonSpec.of("d:r", Permission.VIEW_AUDIT, ShowRoles::new, PAGE.of(ShowRoles::page));
    }

    /// Removes the person's role.
    record RemoveRole(Platform platform, long userId) implements OperatorPress {
        static final ButtonSpec<RemoveRole> SPEC = ButtonSpec.of(
                "d:t",
                Permission.ASSIGN_ROLES,
                RemoveRole::new,
                PLATFORM.of(RemoveRole::platform),
                NUMBER.of(RemoveRole::userId));
    }

    /// Shows the audit log.
    ///
    /// @param page from 0, the newest
    record ShowAuditLog(int page) implements OperatorPress {
        static final ButtonSpec<ShowAuditLog> SPEC =
                ButtonSpec.of("d:a", Permission.VIEW_AUDIT, ShowAuditLog::new, PAGE.of(ShowAuditLog::page));
    }

    /// Shows the digests that are held for review.
    record ShowHeld() implements OperatorPress {
        static final ButtonSpec<ShowHeld> SPEC = ButtonSpec.of("d:h", Permission.RELEASE, ShowHeld::new);
    }

    /// Shows a digest that is held for review, as a reader would see it.
    ///
    /// @param digest the digest's number
    record PreviewHeld(long digest, DigestView view) implements OperatorPress {
        static final ButtonSpec<PreviewHeld> SPEC = ButtonSpec.of(
                "d:l",
                Permission.RELEASE,
                PreviewHeld::new,
                NUMBER.of(PreviewHeld::digest),
                VIEW.of(PreviewHeld::view));
    }

    /// Publishes a digest that is held for review.
    ///
    /// @param digest the digest's number
    record ReleaseDigest(long digest) implements OperatorPress {
        static final ButtonSpec<ReleaseDigest> SPEC =
                ButtonSpec.of("d:p", Permission.RELEASE, ReleaseDigest::new, NUMBER.of(ReleaseDigest::digest));
    }

    /// Ask whether a digest that is held back is not to be published.
    ///
    /// @param digest the digest's number
    record AskToReject(long digest) implements OperatorPress {
        static final ButtonSpec<AskToReject> SPEC =
                ButtonSpec.of("d:q", Permission.RELEASE, AskToReject::new, NUMBER.of(AskToReject::digest));
    }

    /// Do not publish a digest that is held back.
    ///
    /// @param digest the digest's number
    record RejectDigest(long digest) implements OperatorPress {
        static final ButtonSpec<RejectDigest> SPEC =
                ButtonSpec.of("d:n", Permission.RELEASE, RejectDigest::new, NUMBER.of(RejectDigest::digest));
    }

    /// Withdraw nothing after all.
    record CancelWithdrawal() implements OperatorPress {
        static final ButtonSpec<CancelWithdrawal> SPEC =
                ButtonSpec.of("d:c", Permission.WITHDRAW, CancelWithdrawal::new);
    }
}
