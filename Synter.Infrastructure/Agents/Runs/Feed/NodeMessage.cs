using System.Diagnostics.CodeAnalysis;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Feed;

internal enum NodeMessageKind
{
    /// <summary>A run waits for a worker.</summary>
    WorkQueued = 'q',

    /// <summary>A person asked to cancel a run.</summary>
    CancelRequested = 'c',

    /// <summary>A run's progress or log was written.</summary>
    RunMoved = 'm',

    /// <summary>A run's status changed.</summary>
    RunChanged = 's',

    /// <summary>So many runs of a workspace moved that they are not named.</summary>
    ManyRuns = 'a',

    /// <summary>Something else of a workspace changed.</summary>
    Changed = 't',

    /// <summary>The sender had to drop messages.</summary>
    Resync = 'r',
}

/// <summary>
/// What one node tells the others: names only, for a notification holds less than 8,000 bytes and may be read by anyone who may
/// listen. The reader looks the rest up.
/// </summary>
internal readonly record struct NodeMessage(NodeMessageKind Kind, WorkspaceId Workspace = default, RunId Run = default, FeedChange Change = default)
{
    private const char Separator = '|';

    public static NodeMessage OfChange(WorkspaceId workspace, FeedChange change) => new(NodeMessageKind.Changed, workspace, Change: change);

    public override string ToString() => Kind switch
    {
        NodeMessageKind.CancelRequested or NodeMessageKind.RunMoved or NodeMessageKind.RunChanged =>
            $"{(char)Kind}{Workspace.Value:N}{Run.Value:N}",
        NodeMessageKind.ManyRuns => $"{(char)Kind}{Workspace.Value:N}",
        NodeMessageKind.Changed => $"{(char)Kind}{Workspace.Value:N}{EnumNames.Write(Change.Topic)}{Separator}{Change.Id}",
        NodeMessageKind.WorkQueued or NodeMessageKind.Resync => $"{(char)Kind}",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind)),
    };

    /// <summary>False for what a newer version of Synter may send; it is then passed over.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out NodeMessage message)
    {
        message = default;
        if (text.IsEmpty || !Enum.IsDefined((NodeMessageKind)text[0]))
        {
            return false;
        }

        var kind = (NodeMessageKind)text[0];
        if (kind is NodeMessageKind.WorkQueued or NodeMessageKind.Resync)
        {
            message = new NodeMessage(kind);
            return true;
        }

        if (text.Length < 33 || !Guid.TryParseExact(text[1..33], "N", out var workspace))
        {
            return false;
        }

        var rest = text[33..];
        if (kind == NodeMessageKind.ManyRuns)
        {
            message = new NodeMessage(kind, new WorkspaceId(workspace));
            return true;
        }

        return kind == NodeMessageKind.Changed
            ? TryParseChange(new WorkspaceId(workspace), rest, out message)
            : TryParseRun(kind, new WorkspaceId(workspace), rest, out message);
    }

    private static bool TryParseRun(NodeMessageKind kind, WorkspaceId workspace, ReadOnlySpan<char> text, out NodeMessage message)
    {
        var isRun = Guid.TryParseExact(text, "N", out var run);
        message = new NodeMessage(kind, workspace, new RunId(run));
        return isRun;
    }

    private static bool TryParseChange(WorkspaceId workspace, ReadOnlySpan<char> text, out NodeMessage message)
    {
        message = default;
        var at = text.IndexOf(Separator);
        if (at < 0 || !EnumNames.TryRead<FeedTopic>(text[..at].ToString(), out var topic))
        {
            return false;
        }

        var id = text[(at + 1)..];
        message = OfChange(workspace, new FeedChange(topic, id.IsEmpty ? null : id.ToString()));
        return true;
    }
}
