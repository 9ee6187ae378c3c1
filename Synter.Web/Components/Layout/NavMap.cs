using Synter.Domain.Accounts;
using Synter.Web.Live;

namespace Synter.Web.Components.Layout;

/// <summary>One line of the navigation.</summary>
/// <param name="Shortcut">The keys that open it from anywhere.</param>
public sealed record NavItem(string Name, string Href, string Icon, Shortcut? Shortcut = null)
{
    public Permission Needs { get; init; } = Permission.Read;

    /// <summary>A number beside the name; nothing is shown for 0.</summary>
    public Func<ShellState, int> Count { get; init; } = _ => 0;

    /// <summary>The count calls for a person.</summary>
    public bool IsHot { get; init; }

    public Func<ShellState, bool> IsShown { get; init; } = _ => true;

    /// <summary>True for the page itself and the pages below it.</summary>
    public bool Holds(string path) =>
        path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.Ordinal));
}

public sealed record NavGroup(string? Name, params IReadOnlyList<NavItem> Items);

/// <summary>Where things are. The one list: navigation, palette, phone title and key sheet read it.</summary>
public static class NavMap
{
    public static IReadOnlyList<NavGroup> Groups { get; } =
    [
        new(null,
            new("Overview", "/", "home", ShortcutMap.Overview),
            new("Review", "/review", "inbox", ShortcutMap.Review) { Count = shell => shell.Waiting, IsHot = true },
            new("Runs", "/runs", "run", ShortcutMap.Runs) { Count = shell => shell.Running }),
        new("Agents",
            new("My Agents", "/agents", "agent", ShortcutMap.Agents),
            new("Hire", "/hire", "hire", ShortcutMap.Hire) { Needs = Permission.ConfigureAgents }),
        new("Data",
            new NavItem("Datasets", "/datasets", "data", ShortcutMap.Datasets)),
        new("Trust",
            new("Approvals", "/approvals", "check"),
            new("Audit", "/audit", "shield")),
        new("Settings",
            new("Members", "/settings/members", "users") { Needs = Permission.ManageMembers },
            new NavItem("Sandbox", "/sandbox", "box") { Needs = Permission.UseSandbox, IsShown = shell => shell.Sandbox }),
    ];

    /// <summary>The groups this person may see. An item one may not see is absent; so is an empty group.</summary>
    public static IEnumerable<NavGroup> For(ShellState shell) =>
        from @group in Groups
        let items = @group.Items.Where(item => shell.May(item.Needs) && item.IsShown(shell)).ToList()
        where items.Count > 0
        select new NavGroup(@group.Name, items);

    public static NavItem? At(string path) => Groups.SelectMany(g => g.Items).FirstOrDefault(item => item.Holds(path));
}
