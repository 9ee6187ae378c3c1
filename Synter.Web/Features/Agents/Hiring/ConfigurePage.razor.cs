using Synter.Domain.Accounts;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Web.Components.Forms;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Agents.Hiring;

/// <summary>An agent's config, by its schema.</summary>
public partial class ConfigurePage
{
    private ConnectSheet _connect = null!;
    private FormState? _form;
    private string? _etag;
    private bool _theirs;
    private bool _saving;
    private string? _unfinished;

    [Inject]
    public required AgentFrames Frames { get; set; }

    [Inject]
    public required IAgentCatalog Catalog { get; set; }

    [Inject]
    public required ICredentialDirectory Directory { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required SaveDraft SaveDraft { get; set; }

    [Inject]
    public required FinalizeConfig FinalizeConfig { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [Parameter]
    public required string Id { get; set; }

    protected override string What => "The agent";

    private HiredAgentView View => State!.Frame.View;

    private bool IsReadOnly => View.Status == HiredAgentStatus.Ended || !Shell.May(Permission.ConfigureAgents);

    private string Reason => View.Status == HiredAgentStatus.Ended ? "This agent has ended. Its settings stay readable." : "You may read this. Analysts and admins may change it.";

    private string? TrialWords => State!.Frame.Summary.Trial switch
    {
        { Status: TrialStatus.Active, EndsAt: { } end, MaxDrafts: { } drafts } trial =>
            $"Trial: {Manner.Count(trial.Drafts)} of {Manner.Count(drafts)} drafts used, {Math.Max(0, (end - Now).Days)} days left.",
        { Status: TrialStatus.Expired } => "The trial is over.",
        _ => null,
    };

    protected override async Task<ConfigureState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await Frames.LoadAsync(actor, Id, Manner.Zone, cancellationToken) is not { } frame)
        {
            return null;
        }

        var credentials = await Directory.ListAsync(actor.Workspace, CredentialKind.Platform, null, new PageRequest(PageRequest.MaxLimit, null), cancellationToken);
        return new ConfigureState(frame, credentials.Items);
    }

    protected override async ValueTask OnOpenedAsync(ConfigureState state)
    {
        var definition = await Catalog.FindAsync(state.Frame.View.AgentTypeId, state.Frame.View.Version, Leaving);
        _form = new FormState(definition!.ConfigSchema, state.Frame.View.Config);
        (_etag, _theirs, _unfinished) = (state.Frame.View.Etag, false, null);
    }

    protected override void Subscribe(Actor actor) => Follow(Feed.Watch(actor.Workspace), async batch =>
    {
        if (batch.Resync || batch.Items.Any(change => change.Id == Id || change.Topic is FeedTopic.Credentials or FeedTopic.Deliverables))
        {
            await ReloadAsync();
        }
    });

    /// <summary>What is typed is never taken away: somebody else's save replaces the form only while nothing is typed.</summary>
    protected override ConfigureState Merge(ConfigureState shown, ConfigureState fresh)
    {
        // Our own save is told by the feed too, maybe before it has come back here.
        if (!_saving && fresh.Frame.View.Etag != _etag)
        {
            if (_form!.IsDirty)
            {
                _theirs = true;
                return fresh with { Frame = fresh.Frame with { View = shown.Frame.View } };
            }

            _form = new FormState(_form.Schema, fresh.Frame.View.Config);
            _etag = fresh.Frame.View.Etag;
        }

        return fresh;
    }

    /// <summary>Whole and saved, and yet a draft: it was saved elsewhere, or finishing was refused.</summary>
    private bool CanFinish => !IsReadOnly && !_saving && View is { Status: HiredAgentStatus.Draft, Configured: true } && _form is { IsDirty: false };

    private async Task<Refusal?> SaveAsync(JsonObject config)
    {
        _saving = true;
        try
        {
            var draft = new ConfigDraft(View.Id, View.AgentTypeId, config, _etag);
            var saved = await SaveDraft.ExecuteAsync(await Person.GetAsync(), draft, Leaving);
            if (!saved.TryGet(out var view, out var refusal))
            {
                return refusal.Within("/config");
            }

            // It is kept from here on, whatever finishing says.
            Keep(view);
            if (view is { Configured: true, Status: HiredAgentStatus.Draft } && await FinalizeAsync() is { } unfinished)
            {
                _form!.Accept(config);
                return unfinished;
            }
        }
        finally
        {
            _saving = false;
        }

        await ReloadAsync();
        return null;
    }

    private async Task FinishAsync()
    {
        _saving = true;
        try
        {
            if (await FinalizeAsync() is { } refusal)
            {
                _unfinished = refusal.Message;
                _form!.Refuse(refusal.Errors);
            }
        }
        finally
        {
            _saving = false;
        }

        await ReloadAsync();
    }

    private async Task<Refusal?> FinalizeAsync()
    {
        _unfinished = null;
        var whole = await FinalizeConfig.ExecuteAsync(await Person.GetAsync(), View.Id, Leaving);
        if (!whole.TryGet(out var view, out var refusal))
        {
            return refusal.Within("/config");
        }

        Keep(view);
        return null;
    }

    private void Keep(HiredAgentView view)
    {
        (_etag, _theirs) = (view.Etag, false);
        Update(state => state with { Frame = state.Frame with { View = view } });
    }

    private void Connect(string provider) =>
        _connect.Open(provider, _form!.CredentialFields(provider).Select(field => field.Node.Label).FirstOrDefault() ?? provider);

    private void Connected(CredentialSummary credential)
    {
        Update(state => state with { Credentials = [credential, .. state.Credentials.Where(other => other.Ref != credential.Ref)] });
        _form!.Choose(credential);
    }
}

public sealed record ConfigureState(AgentFrame Frame, IReadOnlyList<CredentialSummary> Credentials);
