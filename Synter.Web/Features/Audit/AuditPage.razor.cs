using Microsoft.AspNetCore.Components;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Web.Components.Lists;
using Synter.Web.Live;

namespace Synter.Web.Features.Audit;

/// <summary>The audit chain of the workspace, searched and verified.</summary>
public partial class AuditPage
{
    private VerifyChain _verify = null!;
    private bool _verifying;

    [Inject]
    public required IAuditQueries Audit { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.SearchKey)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.CorrelationKey)]
    public string? Correlation { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.ActorKey)]
    public string? By { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.KindKey)]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.SubjectKey)]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.FromKey)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = AuditFilters.ToKey)]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "The audit";

    private List<TabLink> Views =>
        [.. AuditFilters.Views.Select(view => new TabLink(view.Name, Url.With(AuditFilters.KindKey, view.Kind), view.Kind == Kind))];

    private List<(string, string)> Kinds => [.. (State?.Kinds ?? []).Select(kind => (kind, AuditWords.What(kind)))];

    private IEnumerable<(string Key, string Label, string Value)> Narrowed => new[]
    {
        (AuditFilters.CorrelationKey, "Correlation", Tail(Correlation)),
        (AuditFilters.ActorKey, "By", Name(By)),
        (AuditFilters.SubjectKey, "About", Tail(Subject)),
    }.Where(filter => filter.Item3 is not null)!;

    protected override async Task<AuditState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var lines = await Audit.ListAsync(actor, AuditFilters.Read(Url, Manner.Zone), Url.Page, cancellationToken);
        return new AuditState(lines.Items, lines.NextCursor, await Audit.KindsAsync(actor, cancellationToken));
    }

    protected override AuditState Merge(AuditState shown, AuditState fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    // Whatever is decided is told under its own topic, and written here in the same transaction.
    // Only runs say much and write nothing.
    protected override void Subscribe(Actor actor) => Follow(
        Feed.Watch(actor.Workspace),
        batch => batch.Resync || batch.Items.Any(change => change.Topic != FeedTopic.Runs) ? ReloadAsync() : Task.CompletedTask);

    private async Task VerifyAsync()
    {
        _verifying = true;
        try
        {
            await _verify.VerifyAsync();
        }
        finally
        {
            _verifying = false;
        }
    }

    private static string? Tail(string? id) => id is { Length: > 8 } ? "…" + id[^8..] : id;

    private string? Name(string? actor) => actor is null ? null : State?.Lines.FirstOrDefault(line => line.Actor?.ToString() == actor)?.ActorName ?? actor;
}
