using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Web.Components.Lists;

namespace Synter.Web.Features.Agents.Catalog;

/// <summary>The gallery of agents for hire.</summary>
public partial class HirePage
{
    private const string CategoryKey = "category";
    private const string SearchKey = "search";

    [Inject]
    public required IHiringQueries Hiring { get; set; }

    [SupplyParameterFromQuery(Name = CategoryKey)]
    public string? Category { get; set; }

    [SupplyParameterFromQuery(Name = SearchKey)]
    public string? Search { get; set; }

    protected override string What => "The gallery";

    private IReadOnlyList<AgentTypeCard> Cards => State?.Cards ?? [];

    private List<AgentTypeCard> Shown => [.. Cards.Where(card => Category is null || card.Listing.Category == Category).Where(Matches)];

    private List<TabLink> Tabs =>
    [
        new("All", Url.With(CategoryKey, null), Category is null, Cards.Count),
        .. Cards.GroupBy(card => card.Listing.Category).Select(group =>
            new TabLink(group.Key, Url.With(CategoryKey, group.Key), group.Key == Category, group.Count())),
    ];

    protected override async Task<HireState?> LoadAsync(Actor actor, CancellationToken cancellationToken) =>
        new(await Hiring.GalleryAsync(actor, cancellationToken));

    private bool Matches(AgentTypeCard card) => string.IsNullOrWhiteSpace(Search)
        || new[] { card.Name, card.Description, card.Listing.Needs, card.Listing.MayChange }.Any(text => text.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase));
}

public sealed record HireState(IReadOnlyList<AgentTypeCard> Cards);
