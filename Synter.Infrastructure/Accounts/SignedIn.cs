using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>Who asks, and what they may do right now.</summary>
/// <param name="Session">Null for a personal API token, which needs none.</param>
/// <param name="OwesSecondFactor">The workspace asks for a second factor and this sign-in had none: until then it opens nothing else.</param>
public sealed record SignedIn(
    SessionId? Session,
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
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastSeenAt = null,
    bool OwesSecondFactor = false);
