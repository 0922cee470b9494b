package digestbot.action;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.digest.DigestView;

public sealed interface OperatorPress extends Press {

    @ButtonData(code = "d:r", permission = Permission.VIEW_AUDIT)
    record ShowRoles(int page) implements OperatorPress {}

    @ButtonData(code = "d:t", permission = Permission.ASSIGN_ROLES)
    record RemoveRole(Platform platform, long userId) implements OperatorPress {}

    @ButtonData(code = "d:a", permission = Permission.VIEW_AUDIT)
    record ShowAuditLog(int page) implements OperatorPress {}

    @ButtonData(code = "d:h", permission = Permission.RELEASE)
    record ShowHeld() implements OperatorPress {}

    @ButtonData(code = "d:l", permission = Permission.RELEASE)
    record PreviewHeld(long digest, DigestView view) implements OperatorPress {}

    @ButtonData(code = "d:p", permission = Permission.RELEASE)
    record ReleaseDigest(long digest) implements OperatorPress {}

    @ButtonData(code = "d:q", permission = Permission.RELEASE)
    record AskToReject(long digest) implements OperatorPress {}

    /// Decides that a digest that is held for review is not published.
    @ButtonData(code = "d:n", permission = Permission.RELEASE)
    record RejectDigest(long digest) implements OperatorPress {}

    @ButtonData(code = "d:c", permission = Permission.WITHDRAW)
    record CancelWithdrawal() implements OperatorPress {}
}
