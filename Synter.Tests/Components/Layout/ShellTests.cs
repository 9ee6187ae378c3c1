using System.Reflection;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Components.Icons;
using Synter.Web.Components.Layout;
using Synter.Web.Features.Accounts;
using Synter.Web.Live;
using Xunit;

namespace Synter.Tests.Components.Layout;

public sealed class ShellTests
{
    private static readonly ShellState s_shell = new() { Workspace = "Sunrise Dental", Person = "Clinic admin", Role = Role.Admin, Sandbox = true };

    [Fact]
    public void Nav_EveryItem_HasAnIconOfTheSprite() =>
        Assert.All(NavMap.Groups.SelectMany(g => g.Items), item => Assert.True(IconSet.Shapes.ContainsKey(item.Icon), item.Icon));

    public static TheoryData<string> Items => [.. NavMap.Groups.SelectMany(g => g.Items).Select(item => item.Href)];

    [Theory]
    [MemberData(nameof(Items))]
    public async Task Nav_EveryItem_LeadsToAPageOfItsRole_AndIsMarkedThere(string href)
    {
        var item = NavMap.At(href)!;
        var leadsTo = Assert.Single(typeof(NavMap).Assembly.GetTypes(), type => type.GetCustomAttributes<RouteAttribute>().Any(route => route.Template == href));
        Assert.Equal(item.Needs, leadsTo.GetCustomAttributes<NeedsAttribute>().Select(asks => asks.Permission).SingleOrDefault(Permission.Read));

        foreach (var path in href == "/" ? [href] : new[] { href, href + "/below" })
        {
            await using var page = new Rendering();
            var nav = await page.OfAsync<NavMenu>(("Shell", s_shell), ("Path", path));
            Assert.Equal(href, Assert.Single(nav.QuerySelectorAll("[aria-current=page]")).GetAttribute("href"));
        }
    }

    [Fact]
    public void Nav_ForAViewer_LeavesOutWhatTheyMayNotSeeAndEmptyGroups()
    {
        var groups = NavMap.For(s_shell with { Role = Role.Viewer }).ToList();

        Assert.DoesNotContain(groups.SelectMany(g => g.Items), item => item.Href is "/hire" or "/sandbox");
        Assert.DoesNotContain(groups, g => g.Name == "Settings");
    }

    [Fact]
    public async Task NavMenu_Counts_ShowOnlyWhenThereIsSomething()
    {
        await using var page = new Rendering();

        var body = await page.OfAsync<NavMenu>(("Shell", s_shell with { Waiting = 7 }), ("Path", "/"));

        var count = Assert.Single(body.QuerySelectorAll(".count"));
        Assert.Equal("7", count.TextContent);
        Assert.True(count.ClassList.Contains("hot"));
    }

    [Fact]
    public async Task TopBar_Stop_IsAFormPostThatComesBackHere()
    {
        await using var page = new Rendering();

        var form = (await page.OfAsync<TopBar>(("Shell", s_shell), ("Title", "Runs"), ("Path", "/runs"))).QuerySelector("[data-testid=stop-form]")!;

        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal("/runs", form.QuerySelector("[name=from]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("button[type=submit]"));
    }

    [Fact]
    public async Task TopBar_Stop_IsAbsentForViewers()
    {
        await using var page = new Rendering();

        var body = await page.OfAsync<TopBar>(("Shell", s_shell with { Role = Role.Viewer }), ("Title", "Runs"), ("Path", "/runs"));

        Assert.Null(body.QuerySelector("[data-testid=stop-form]"));
    }

    [Fact]
    public async Task Banners_Several_ShowTheWorstAndCountTheRest()
    {
        await using var page = new Rendering();
        var shell = s_shell with { DryRun = true, Stopped = new StopNotice("Rohan", ManualClock.Start, 3) };

        var banner = (await page.OfAsync<Banners>(("Shell", shell))).QuerySelector("[data-testid=banner]")!;

        Assert.Contains("All changes are stopped by Rohan", banner.TextContent);
        Assert.Contains("3 approved changes are held.", banner.TextContent);
        Assert.Contains("2 more", banner.TextContent);
        Assert.True(banner.ClassList.Contains("bad"));
    }

    [Fact]
    public async Task Banners_Nothing_ShowsNone()
    {
        await using var page = new Rendering();

        Assert.Null((await page.OfAsync<Banners>(("Shell", s_shell with { Sandbox = false }))).QuerySelector("[data-testid=banner]"));
    }

    [Theory]
    [InlineData(Role.Analyst, 1)]
    [InlineData(Role.Admin, 2)]
    public async Task StopSheet_Resuming_IsForAdmins(Role role, int posts)
    {
        await using var page = new Rendering();
        var shell = s_shell with { Role = role, Stopped = new StopNotice("Rohan", ManualClock.Start, 1) };

        var body = await page.OfAsync<StopSheet>(("Shell", shell), ("Path", "/runs"));

        Assert.Equal(posts, body.QuerySelectorAll("form[method=post]").Length);
        Assert.Equal(role == Role.Admin, body.QuerySelector("[data-testid=resume]") is not null);
    }

    [Theory]
    [InlineData("/runs?status=failed", "/runs?status=failed")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData(null, "/")]
    public void LocalPath_OnlyOurs_IsGoneTo(string? asked, string path) => Assert.Equal(path, LocalPath.Safe(asked));

    [Fact]
    public void Palette_PastedIds_LeadToTheirPages()
    {
        const string hex = "0192f3577b347da6a3ce929d0e0e4736";

        Assert.Equal("/runs/run_" + hex, Hit("run_" + hex));
        Assert.Equal("/review/dlv_" + hex, Hit($" dlv_{hex} "));
        Assert.Equal($"/agents/hag_{hex}/configure", Hit("hag_" + hex));
        Assert.Equal("/audit?correlation=" + hex, Hit(hex));

        static string Hit(string text) => Assert.Single(PaletteHits.For(text, s_shell)).Href;
    }

    [Fact]
    public void Palette_Words_FindPagesOneMaySee()
    {
        Assert.Contains(PaletteHits.For("hir", s_shell), hit => hit.Href == "/hire");
        Assert.DoesNotContain(PaletteHits.For("hir", s_shell with { Role = Role.Viewer }), hit => hit.Href == "/hire");
    }

    [Fact]
    public async Task ShortcutSheet_ListsEveryKeyAndThisPagesFirst()
    {
        await using var page = new Rendering();

        var body = await page.OfAsync<ShortcutSheet>(("Path", "/review/dlv_1"));

        Assert.Equal(ShortcutMap.All.Count, body.QuerySelectorAll("dt").Length);
        Assert.Equal("In review", body.QuerySelector("h3")!.TextContent);
    }

    [Fact]
    public void Shortcuts_InOneScope_AreUnambiguous()
    {
        var everywhere = ShortcutMap.All.Where(s => s.Scope == ShortcutScope.Everywhere).ToList();

        Assert.All(Enum.GetValues<ShortcutScope>(), scope =>
        {
            var keys = ShortcutMap.All.Where(s => s.Scope == scope).Union(everywhere).Select(s => s.Keys).ToList();
            Assert.Equal(keys.Count, keys.Distinct().Count());
        });
    }

    [Fact]
    public async Task Rendered_NoInlineStyles_StandInTheShell()
    {
        await using var page = new Rendering();
        var parts = new[]
        {
            await page.OfAsync<NavMenu>(("Shell", s_shell), ("Path", "/")),
            await page.OfAsync<TopBar>(("Shell", s_shell), ("Title", "Runs"), ("Path", "/runs")),
            await page.OfAsync<Banners>(("Shell", s_shell)),
        };

        Assert.All(parts, part => Assert.Empty(part.QuerySelectorAll("[style]")));
    }
}
