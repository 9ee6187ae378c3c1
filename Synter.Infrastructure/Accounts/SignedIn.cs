using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>Who a live session belongs to, and what they may do right now.</summary>
public sealed record SignedIn(
    SessionId Session,
    UserId User,
    string Email,
    string Name,
    bool IsStaff,
    Role Role,
    WorkspaceId Workspace,
    string WorkspaceSlug,
    string WorkspaceName,
    string TimeZone,
    string Locale,
    TimeSpan UndoWindow,
    DateTimeOffset ExpiresAt);
