using Microsoft.AspNetCore.Components;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Text;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Hiring;

/// <summary>What an agent works to: its goals, and the templates for more. What is edited stands in the address.</summary>
public partial class GoalsPage
{
    private const string EditKey = "edit";
    private const string AddKey = "add";

    private static readonly PageRequest s_newest = new(1, null);

    private AgentTypeDefinition? _definition;

    [Inject]
    public required AgentFrames Frames { get; set; }

    [Inject]
    public required IHiringQueries Hiring { get; set; }

    [Inject]
    public required IRunQueries Runs { get; set; }

    [Inject]
    public required IAgentCatalog Catalog { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required SaveGoal SaveGoal { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = EditKey)]
    public string? Edit { get; set; }

    [SupplyParameterFromQuery(Name = AddKey)]
    public string? Add { get; set; }

    protected override string What => "The goals";

    private HiredAgentView View => State!.Frame.View;

    private bool MayChange => Shell.May(Permission.ConfigureAgents) && View.Status != HiredAgentStatus.Ended;

    protected override async Task<GoalsState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await Frames.LoadAsync(actor, Id, Manner.Zone, cancellationToken) is not { } frame
            || await Hiring.GoalsAsync(actor, frame.View.Id, cancellationToken) is not { } goals)
        {
            return null;
        }

        var last = new List<RunRow>();
        foreach (var goal in goals)
        {
            last.AddRange((await Runs.ListAsync(actor, new RunFilter(Agent: frame.View.Id, Goal: goal.Id), s_newest, cancellationToken)).Items);
        }

        return new GoalsState(frame, goals, last);
    }

    protected override async ValueTask OnOpenedAsync(GoalsState state) =>
        _definition = await Catalog.FindAsync(state.Frame.View.AgentTypeId, state.Frame.View.Version, Leaving);

    protected override void Subscribe(Actor actor) => Follow(
        Feed.Watch(actor.Workspace),
        batch => batch.Resync || batch.Items.Any(change => change.Id == Id || change.Topic is FeedTopic.Goals or FeedTopic.Deliverables) ? ReloadAsync() : Task.CompletedTask);

    private GoalTemplate? Template(GoalView goal) => _definition!.Template(goal.GoalTemplateId);

    private string Name(GoalView goal) => Template(goal)?.Name ?? Identifiers.Words(goal.GoalTemplateId);

    private async Task<Refusal?> SaveAsync(GoalDraft draft)
    {
        var saved = await SaveGoal.ExecuteAsync(await Person.GetAsync(), View.Id, draft, Leaving);
        if (!saved.TryGet(out var goal, out var refusal))
        {
            return refusal;
        }

        Toasts.Show(goal.NextRuns is [var next, ..] ? $"{Name(goal)} is saved. Next run {GoalWords.At(next, State!.Frame.Clock, Now)}." : $"{Name(goal)} is saved.");
        Close();
        return null;
    }

    private void Close() => Navigation.NavigateTo(Url.Without(EditKey, AddKey));
}

/// <param name="LastRuns">The newest of each goal that ever ran.</param>
public sealed record GoalsState(AgentFrame Frame, IReadOnlyList<GoalView> Goals, IReadOnlyList<RunRow> LastRuns);
