using System.Text.RegularExpressions;
using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>A customer's company: the tenant that every business row belongs to.</summary>
public sealed partial class Workspace
{
    public static readonly TimeSpan DefaultUndoWindow = TimeSpan.FromSeconds(10);

    private Workspace(WorkspaceId id, string slug, string name, string timeZone, DateTimeOffset createdAt)
    {
        Id = id;
        Slug = slug;
        Name = name;
        TimeZone = timeZone;
        CreatedAt = createdAt;
    }

    public WorkspaceId Id { get; private set; }

    /// <summary>Short name for addresses and scripts; unique, never changes.</summary>
    public string Slug { get; private set; }

    public string Name { get; private set; }

    /// <summary>IANA name. Schedules and pages use it where an agent names no zone of its own.</summary>
    public string TimeZone { get; private set; }

    /// <summary>Language and region for numbers and dates, as in <c>en-IN</c>.</summary>
    public string Locale { get; private set; } = "en";

    /// <summary>How long an approval given in the pages waits before it is executed.</summary>
    public int UndoWindowSeconds { get; private set; } = (int)DefaultUndoWindow.TotalSeconds;

    /// <summary>The author of a revision may not approve it.</summary>
    public bool FourEyes { get; private set; }

    /// <summary>How people come in.</summary>
    public WorkspaceDoor Door { get; private set; } = new();

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Set while the workspace is stopped: the gate then denies every effect.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    public UserId? StoppedBy { get; private set; }

    public string? StopReason { get; private set; }

    public static Result<Workspace> Create(WorkspaceId id, string slug, string name, string timeZone, DateTimeOffset at)
    {
        var errors = new List<FieldError>();
        if (!SlugPattern().IsMatch(slug)) errors.Add(new("/slug", "Use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter."));
        if (name.Trim() is not { Length: >= 1 and <= 100 }) errors.Add(new("/name", "Give a name of at most 100 characters."));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) errors.Add(new("/time_zone", "Give an IANA time zone, as in Asia/Kolkata."));
        return errors.Count == 0 ? new Workspace(id, slug, name.Trim(), timeZone, at) : Refusals.Invalid(errors);
    }

    public void Hang(WorkspaceDoor door) => Door = door;

    /// <summary>The first stop holds; a later call only adds the reason that was asked for after the click.</summary>
    public void Stop(UserId by, string? reason, DateTimeOffset at) => (StoppedAt, StoppedBy, StopReason) = StoppedAt is null
        ? (at, by, reason)
        : (StoppedAt, StoppedBy, StopReason ?? reason);

    public void Resume() => (StoppedAt, StoppedBy, StopReason) = (null, null, null);

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex SlugPattern();
}
