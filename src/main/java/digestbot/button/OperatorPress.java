package digestbot.button;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.digest.DigestView;

public sealed interface OperatorPress extends Press {

    /// Shows the roles.
    ///
    /// @param page from 0
    @ButtonData(code = "d:r", permission = Permission.VIEW_AUDIT)
    record ShowRoles(int page) implements OperatorPress {}

    /// Removes the person's role.
    @ButtonData(code = "d:t", permission = Permission.ASSIGN_ROLES)
    record RemoveRole(Platform platform, long userId) implements OperatorPress {}

    /// Shows the audit log.
    ///
    /// @param page from 0, the newest
    @ButtonData(code = "d:a", permission = Permission.VIEW_AUDIT)
    record ShowAuditLog(int page) implements OperatorPress {}

    /// Shows the digests that are held for review.
    @ButtonData(code = "d:h", permission = Permission.RELEASE)
    record ShowHeld() implements OperatorPress {}

    /// Shows a digest that is held for review, as a reader would see it.
    ///
    /// @param digest the digest's number
    @ButtonData(code = "d:l", permission = Permission.RELEASE)
    record PreviewHeld(long digest, DigestView view) implements OperatorPress {}

    /// Publishes a digest that is held for review.
    ///
    /// @param digest the digest's number
    @ButtonData(code = "d:p", permission = Permission.RELEASE)
    record ReleaseDigest(long digest) implements OperatorPress {}

    /// Ask whether a digest that is held back is not to be published.
    ///
    /// @param digest the digest's number
    @ButtonData(code = "d:q", permission = Permission.RELEASE)
    record AskToReject(long digest) implements OperatorPress {}

    /// Do not publish a digest that is held back.
    ///
    /// @param digest the digest's number
    @ButtonData(code = "d:n", permission = Permission.RELEASE)
    record RejectDigest(long digest) implements OperatorPress {}

    /// Withdraw nothing after all.
    @ButtonData(code = "d:c", permission = Permission.WITHDRAW)
    record CancelWithdrawal() implements OperatorPress {}
}
