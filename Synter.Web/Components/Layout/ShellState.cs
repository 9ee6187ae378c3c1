using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Layout;

/// <summary>What the frame around every page knows: whose workspace this is, and what is true of it right now.</summary>
public sealed record ShellState
{
    public required string Workspace { get; init; }

    public required string Person { get; init; }

    public required Role Role { get; init; }

    /// <summary>An operator of the service.</summary>
    public bool IsStaff { get; init; }

    /// <summary>IANA name; every time on a page is shown in it.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How numbers and dates are written, as in <c>en-IN</c>.</summary>
    public string Locale { get; init; } = "en-IN";

    /// <summary>How long an approval given in the pages can be undone.</summary>
    public TimeSpan Undo { get; init; }

    /// <summary>Proposals that wait for a person.</summary>
    public int Waiting { get; init; }

    public int Running { get; init; }

    public StopNotice? Stopped { get; init; }

    /// <summary>Effects go to simulated providers.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Nothing is sent at all.</summary>
    public bool DryRun { get; init; }
}

public static class ShellPermissions
{
    /// <summary>Whether to offer it to whoever looks at the page. Nobody may anything while who they are is not known yet.</summary>
    public static bool May(this ShellState? shell, Permission permission) => shell is not null && Permissions.Includes(shell.Role, shell.IsStaff, permission);
}

/// <summary>Who stopped all changes, since when, and how many approved ones are held by it.</summary>
/// <param name="Reason">Asked for after the click, so it may still be missing.</param>
public sealed record StopNotice(string By, DateTimeOffset At, int Held, string? Reason = null);
