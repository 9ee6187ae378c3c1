using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Tests.Support;
using Synter.Web.Features.Agents.Hiring;

namespace Synter.Tests.Components.Agents.Hiring;

public sealed class AgentPagesTests
{
    private readonly FakeHiring _hiring = new();
    private readonly FakeRuns _runs = new();

    [Theory]
    [InlineData(Role.Analyst, 1)]
    [InlineData(Role.Viewer, 0)]
    public async Task Agents_None_OffersHiringToThoseWhoMay(Role role, int buttons)
    {
        var list = (await RenderAsync<AgentsPage>("/agents", role)).QuerySelector("[data-testid=agents]")!;

        Assert.Equal("empty", list.GetAttribute("data-state"));
        Assert.Equal(buttons, list.QuerySelectorAll("a[href='/hire']").Length);
    }

    [Fact]
    public async Task Agents_QueriesFail_SaysSoWithoutTheExceptionsWords()
    {
        _hiring.IsDown = true;

        var page = await RenderAsync<AgentsPage>("/agents");

        Assert.Contains("Your agents could not be read.", page.TextContent);
        Assert.DoesNotContain("secret detail", page.TextContent);
    }

    [Fact]
    public async Task Configure_Agent_ShowsSelectorCountsAndForm()
    {
        var agent = Hire(HiredAgentStatus.Active);
        Hire(HiredAgentStatus.Draft);

        var page = await RenderAsync<ConfigurePage>(agent);

        Assert.Contains("Workshop, version 1", page.QuerySelector("[data-testid=agent-selector] summary")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll("[data-testid=agent-option]").Length);
        Assert.Equal(["Configure", "Goal Setting1", "Drafts4", "Runs", "Activity"], page.QuerySelectorAll("[data-testid=tabs] a").Select(tab => tab.TextContent));
        Assert.Equal("Bench", page.QuerySelector("#field-nickname")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("[data-testid=pause-agent]"));
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Theory]
    [InlineData(HiredAgentStatus.Active, Role.Viewer, "You may read this. Analysts and admins may change it.")]
    [InlineData(HiredAgentStatus.Ended, Role.Admin, "This agent has ended. Its settings stay readable.")]
    public async Task Configure_NotToBeChanged_SaysWhyAndHasNoButtons(HiredAgentStatus status, Role role, string why)
    {
        var page = await RenderAsync<ConfigurePage>(Hire(status), role);

        Assert.Contains(why, page.QuerySelector("[data-testid=save-bar]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("[data-testid=save], [data-testid=pause-agent], [data-testid=end-agent], [data-testid=finish]"));
    }

    [Fact]
    public async Task Configure_WholeDraft_CanBeFinishedWithoutAChange()
    {
        var page = await RenderAsync<ConfigurePage>(Hire(HiredAgentStatus.Draft));

        Assert.NotNull(page.QuerySelector("[data-testid=finish]"));
    }

    [Fact]
    public async Task Goals_Goal_SaysWhenWhatAndHowItWent()
    {
        var agent = Hire(HiredAgentStatus.Active);
        _runs.Rows.Add(FakeRuns.Row(RunStatus.Succeeded) with { Goal = agent.Goals[0].Id });

        var card = (await RenderAsync<GoalsPage>(agent)).QuerySelector("[data-testid=goal-card]")!;

        Assert.Contains("Daily at 09:00, Europe/Berlin", card.TextContent);
        Assert.Contains("Gums", card.TextContent);
        Assert.Contains("Succeeded", card.QuerySelector("[data-testid=last-run]")!.TextContent);
        Assert.False(card.QuerySelector("[data-testid=run-now]")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Goals_PausedAgent_CannotRun()
    {
        var page = await RenderAsync<GoalsPage>(Hire(HiredAgentStatus.Paused));

        Assert.True(page.QuerySelector("[data-testid=run-now]")!.HasAttribute("disabled"));
        Assert.Contains("None yet", page.QuerySelector("[data-testid=last-run]")!.TextContent);
        Assert.NotNull(page.QuerySelector("[data-testid=resume-agent]"));
    }

    [Theory]
    [InlineData(Role.Analyst, 3)]
    [InlineData(Role.Viewer, 0)]
    public async Task Goals_None_OffersTemplatesToThoseWhoMay(Role role, int templates)
    {
        var page = await RenderAsync<GoalsPage>(Hire(HiredAgentStatus.Configured), role);

        Assert.Contains("No goals yet.", page.TextContent);
        Assert.Equal(templates, page.QuerySelectorAll("[data-testid=add-goal]").Length);
    }

    [Fact]
    public async Task Drafts_NothingUnderThisFilter_OffersToClearIt()
    {
        var page = await RenderAsync<DraftsPage>(Hire(HiredAgentStatus.Active), query: "?state=rejected");

        Assert.Equal("empty-filtered", page.QuerySelector("[data-testid=drafts-list]")!.GetAttribute("data-state"));
    }

    private HiredAgent Hire(HiredAgentStatus status)
    {
        var agent = HiringCases.In(status);
        _hiring.Agents.Add(agent);
        return agent;
    }

    private Task<IElement> RenderAsync<TPage>(HiredAgent agent, Role role = Role.Admin, string query = "") where TPage : IComponent =>
        RenderAsync<TPage>($"/agents/{agent.Id}/tab{query}", role, ("Id", agent.Id.ToString()));

    private async Task<IElement> RenderAsync<TPage>(string address, Role role = Role.Admin, params (string, object?)[] parameters) where TPage : IComponent
    {
        await using var rendering = new Rendering(address, services => services
            .AddPage(role)
            .AddSingleton<IHiringQueries>(_hiring).AddSingleton<IAgentCatalog>(_hiring).AddSingleton<ICredentialDirectory>(_hiring)
            .AddSingleton(FakeReviews.With(waiting: 4))
            .AddSingleton<IRunQueries>(_runs).AddSingleton<IRunStore>(_runs)
            .AddSingleton<IWorkspaceFeed>(new SilentFeed())
            .AddSingleton(Unused.Port<IHiringStore>()).AddSingleton(Unused.Port<IRunSubjects>())
            .AddSingleton(Unused.Port<ICredentialStore>()).AddSingleton(Unused.Port<IVault>())
            .AddSingleton<AgentFrames>().AddSingleton<ValueCheck>().AddSingleton<HiringDesk>()
            .AddSingleton<SaveDraft>().AddSingleton<FinalizeConfig>().AddSingleton<SaveGoal>().AddSingleton<MoveGoal>()
            .AddSingleton<PauseAgent>().AddSingleton<ResumeAgent>().AddSingleton<EndAgent>().AddSingleton<StartRun>()
            .AddSingleton<CredentialProbes>().AddSingleton(VaultPolicy.Strict).AddSingleton<TestCredential>().AddSingleton<StoreCredential>());
        return await rendering.PageAsync<TPage>(role, parameters);
    }
}
