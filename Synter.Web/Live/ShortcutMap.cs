namespace Synter.Web.Live;

/// <summary>Every key of the console, in the order the sheet lists them. Pages take their <c>data-keys</c> from here.</summary>
public static class ShortcutMap
{
    public static readonly Shortcut Palette = new("ctrl+k", "Search or jump to", ShortcutScope.Everywhere);
    public static readonly Shortcut Sheet = new("?", "Show these keys", ShortcutScope.Everywhere);
    public static readonly Shortcut Overview = new("g o", "Overview", ShortcutScope.Everywhere);
    public static readonly Shortcut Review = new("g r", "Review", ShortcutScope.Everywhere);
    public static readonly Shortcut Runs = new("g u", "Runs", ShortcutScope.Everywhere);
    public static readonly Shortcut Agents = new("g a", "My Agents", ShortcutScope.Everywhere);
    public static readonly Shortcut Hire = new("g h", "Hire", ShortcutScope.Everywhere);
    public static readonly Shortcut Datasets = new("g d", "Datasets", ShortcutScope.Everywhere);
    public static readonly Shortcut Filter = new("/", "Filter this list", ShortcutScope.Everywhere);
    public static readonly Shortcut Back = new("escape", "Back one step", ShortcutScope.Everywhere);

    public static readonly Shortcut Next = new("j", "Next row", ShortcutScope.Lists);
    public static readonly Shortcut Previous = new("k", "Previous row", ShortcutScope.Lists);
    public static readonly Shortcut Open = new("enter", "Open", ShortcutScope.Lists);
    public static readonly Shortcut Select = new("x", "Select", ShortcutScope.Lists);
    public static readonly Shortcut SelectRange = new("shift+x", "Select up to here", ShortcutScope.Lists);
    public static readonly Shortcut ShowNew = new("n", "Show new rows", ShortcutScope.Lists);
    public static readonly Shortcut PreviousPage = new("[", "Previous page", ShortcutScope.Lists);
    public static readonly Shortcut NextPage = new("]", "Next page", ShortcutScope.Lists);

    public static readonly Shortcut Approve = new("a", "Approve: asks for Y", ShortcutScope.Review);
    public static readonly Shortcut Confirm = new("y", "Yes, once approving asks", ShortcutScope.Review);
    public static readonly Shortcut Edit = new("e", "Edit", ShortcutScope.Review);
    public static readonly Shortcut Reject = new("r", "Reject", ShortcutScope.Review);
    public static readonly Shortcut Comment = new("c", "Comment", ShortcutScope.Review);
    public static readonly Shortcut Assign = new("m", "Assign to me, or to nobody", ShortcutScope.Review);
    public static readonly Shortcut Undo = new("u", "Undo", ShortcutScope.Review);
    public static readonly Shortcut OpenChange = new("o", "Open a change", ShortcutScope.Review);

    public static readonly Shortcut Follow = new("f", "Follow the log", ShortcutScope.Run);
    public static readonly Shortcut PauseLog = new("p", "Pause the log", ShortcutScope.Run);

    public static readonly Shortcut AcceptRecord = new("a", "Accept the record, or take it back", ShortcutScope.Dataset);
    public static readonly Shortcut RejectRecord = new("r", "Reject the record, or take it back", ShortcutScope.Dataset);

    public static readonly Shortcut Save = new("ctrl+s", "Save", ShortcutScope.Forms);
    public static readonly Shortcut NextError = new("f8", "Next field to fix", ShortcutScope.Forms);
    public static readonly Shortcut Submit = new("ctrl+enter", "Send a note", ShortcutScope.Forms);

    /// <summary>The sheet shows the first; <see cref="Agent"/> has the others.</summary>
    public static readonly Shortcut FirstAgent = Agent(1);

    public static IReadOnlyList<Shortcut> All { get; } =
    [
        Palette, Sheet, Overview, Review, Runs, Agents, Hire, Datasets, Filter, Back,
        Next, Previous, Open, Select, SelectRange, ShowNew, PreviousPage, NextPage,
        Approve, Confirm, Edit, Reject, Comment, Assign, Undo, OpenChange,
        Follow, PauseLog,
        AcceptRecord, RejectRecord,
        Save, NextError, Submit, FirstAgent,
    ];

    /// <param name="number">From 1 to 9, in the order of the selector.</param>
    public static Shortcut Agent(int number) => new($"alt+{number}", "Agent 1, and so on to 9", ShortcutScope.Forms);

    /// <summary>The scopes as the sheet shows them on this page: its own first.</summary>
    public static IEnumerable<IGrouping<ShortcutScope, Shortcut>> For(string path)
    {
        var own = Own(path);
        return All.GroupBy(s => s.Scope).OrderBy(group => IndexOf(own, group.Key));
    }

    public static string Title(ShortcutScope scope) => scope switch
    {
        ShortcutScope.Everywhere => "Everywhere",
        ShortcutScope.Lists => "In lists",
        ShortcutScope.Review => "In review",
        ShortcutScope.Run => "On a run",
        ShortcutScope.Dataset => "On a dataset",
        ShortcutScope.Forms => "In forms",
    };

    private static IReadOnlyList<ShortcutScope> Own(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["review", ..] => [ShortcutScope.Review, ShortcutScope.Lists],
        ["runs", _, ..] => [ShortcutScope.Run],
        ["runs"] or ["audit", ..] or ["approvals"] or ["hire"] => [ShortcutScope.Lists],
        ["datagen", _, ..] => [ShortcutScope.Dataset, ShortcutScope.Lists],
        ["datagen"] => [ShortcutScope.Lists, ShortcutScope.Forms],
        ["agents", ..] => [ShortcutScope.Forms, ShortcutScope.Lists],
        _ => [],
    };

    private static int IndexOf(IReadOnlyList<ShortcutScope> own, ShortcutScope scope)
    {
        for (var i = 0; i < own.Count; i++)
        {
            if (own[i] == scope)
            {
                return i;
            }
        }

        return own.Count + (int)scope;
    }
}
