using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Web.Components.Forms;
using Synter.Web.Features.Agents.Hiring;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Catalog;

/// <summary>
/// Hires an agent step by step: name, configure, connect, first goal. Each step saves a draft, and the address holds agent and
/// step, so hiring can be left and taken up again.
/// </summary>
public partial class HireWizardPage
{
    private ConnectSheet _connect = null!;
    private AgentTypeDefinition? _definition;
    private WizardSteps? _steps;
    private FormState? _form;
    private string? _etag;
    private string? _problem;
    private bool _saving;

    [Inject]
    public required IAgentCatalog Catalog { get; set; }

    [Inject]
    public required IHiringQueries Hiring { get; set; }

    [Inject]
    public required ICredentialDirectory Directory { get; set; }

    [Inject]
    public required SaveDraft SaveDraft { get; set; }

    [Inject]
    public required FinalizeConfig FinalizeConfig { get; set; }

    [Inject]
    public required SaveGoal SaveGoal { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter]
    public required string Type { get; set; }

    [SupplyParameterFromQuery(Name = "agent")]
    public string? AgentId { get; set; }

    [SupplyParameterFromQuery(Name = "step")]
    public string? StepName { get; set; }

    protected override string What => "The agent type";

    /// <summary>As the address says, but no further than what is filled in.</summary>
    private WizardStep Step
    {
        get
        {
            var first = State?.Agent is null ? _steps!.All[0] : _steps!.FirstUnfinished(_form!);
            return Enum.TryParse<WizardStep>(StepName, ignoreCase: true, out var asked) && asked <= first && _steps.All.Contains(asked) ? asked : first;
        }
    }

    private TimeZoneInfo Zone => Zones.TryFind(_form?.Text("/timezone"), out var zone) ? zone : Manner.Zone;

    protected override async Task<HireWizardState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        HiredAgentView? agent = null;
        if (AgentId is not null && (!StrongId.TryParse<HiredAgentId>(AgentId, out var id) || (agent = await Hiring.FindAsync(actor, id, cancellationToken)) is null))
        {
            return null;
        }

        if (await Catalog.FindAsync(Type, agent?.Version, cancellationToken) is not { } definition || (agent is not null && agent.AgentTypeId != Type))
        {
            return null;
        }

        var credentials = await Directory.ListAsync(actor.Workspace, CredentialKind.Platform, null, new PageRequest(PageRequest.MaxLimit, null), cancellationToken);
        return new HireWizardState(definition.Id, definition.Version, definition.Name, definition.Listing.MayChange, definition.Enforcement.Trial, agent, credentials.Items);
    }

    protected override async ValueTask OnOpenedAsync(HireWizardState state)
    {
        _definition = await Catalog.FindAsync(state.TypeId, state.Version, Leaving);
        _steps = new WizardSteps(_definition!.ConfigSchema);
        _problem = null;
        // Another step of the same agent: what is typed stays.
        if (_form is null || _etag != state.Agent?.Etag)
        {
            _form = new FormState(_definition.ConfigSchema, state.Agent?.Config ?? [], isNew: state.Agent is null);
            // The page says what leaving it would cost.
            _form.Changed += () => InvokeAsync(StateHasChanged);
            _etag = state.Agent?.Etag;
        }
    }

    private int Unsaved() => State?.Agent is null || _saving ? 0 : _form!.ChangeCount;

    private bool IsDone(WizardStep step) => step != WizardStep.Goal && State?.Agent is not null && _steps!.Left(step, _form!).Count == 0;

    private string HrefOf(WizardStep step) => $"/hire/{Uri.EscapeDataString(Type)}?agent={State!.Agent!.Id}&step={step.ToString().ToLowerInvariant()}";

    private async Task ContinueAsync()
    {
        var step = Step;
        if (_saving)
        {
            return;
        }

        if (_steps!.Left(step, _form!) is [var first, ..] left)
        {
            foreach (var field in left)
            {
                _form!.Leave(field.Pointer);
            }

            await Js.InvokeVoidAsync("synter.focusField", SchemaFields.IdOf(first.Pointer));
            return;
        }

        (_saving, _problem) = (true, null);
        try
        {
            var actor = await Person.GetAsync();
            var draft = new ConfigDraft(State!.Agent?.Id, Type, (JsonObject)_form!.Current.DeepClone(), _etag);
            var saved = await SaveDraft.ExecuteAsync(actor, draft, Leaving);
            if (saved.IsOk && _steps.After(step) == WizardStep.Goal)
            {
                saved = await FinalizeConfig.ExecuteAsync(actor, saved.Value.Id, Leaving);
            }

            if (!saved.TryGet(out var agent, out var refusal))
            {
                Refuse(refusal);
                return;
            }

            _form.Accept(draft.Config);
            _etag = agent.Etag;
            Update(state => state with { Agent = agent });
            Navigation.NavigateTo(HrefOf(_steps.After(step) ?? WizardStep.Goal), replace: step == WizardStep.Name);
        }
        finally
        {
            _saving = false;
        }
    }

    private void Refuse(Refusal refusal)
    {
        var inside = refusal.Within("/config");
        _problem = inside.Message;
        _form!.Refuse(inside.Errors);
    }

    private async Task<Refusal?> SaveGoalAsync(GoalDraft draft)
    {
        var saved = await SaveGoal.ExecuteAsync(await Person.GetAsync(), State!.Agent!.Id, draft, Leaving);
        if (!saved.TryGet(out var goal, out var refusal))
        {
            return refusal;
        }

        var first = goal.NextRuns is [var next, ..] ? $"First run {GoalWords.At(next, Zone, Now)}." : "Start its goal when you like.";
        Toasts.Show($"{State.Agent.Nickname} is hired. {first}");
        Navigation.NavigateTo($"/agents/{State.Agent.Id}/goals");
        return null;
    }

    private void Connect(string provider) => _connect.Open(provider, ProviderName(provider));

    private void Connected(CredentialSummary credential)
    {
        Update(state => state with { Credentials = [credential, .. state.Credentials.Where(other => other.Ref != credential.Ref)] });
        _form!.Choose(credential);
    }

    private string ProviderName(string provider) => _form!.CredentialFields(provider).Select(field => field.Node.Label).FirstOrDefault() ?? provider;
}

/// <param name="Agent">Null until the first step is saved.</param>
public sealed record HireWizardState(
    string TypeId, int Version, string TypeName, string MayChange, TrialTerms? Trial, HiredAgentView? Agent, IReadOnlyList<CredentialSummary> Credentials);
