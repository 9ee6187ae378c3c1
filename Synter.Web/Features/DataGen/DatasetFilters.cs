using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Web.Live;

namespace Synter.Web.Features.DataGen;

/// <summary>What the addresses of datasets and their records ask for, in plain words: <c>?status=failed</c>, <c>?show=unjudged</c>.</summary>
public static class DatasetFilters
{
    public const string StatusKey = "status";
    public const string OwnerKey = "made-by";
    public const string Mine = "me";

    public const string TabKey = "tab";
    public const string ColumnsTab = "columns";
    public const string SchemaTab = "schema";

    public const string ShowKey = "show";
    public const string OrderKey = "order";
    public const string NewestFirst = "newest";

    public static readonly string[] Keys = [StatusKey, OwnerKey];

    public static IReadOnlyList<(string Value, string Name)> Owners { get; } = [(Mine, "me")];

    public static IReadOnlyList<(string Key, string Name, DatasetStatus Status)> Tabs { get; } =
    [
        ("running", "Running", DatasetStatus.Running),
        ("queued", "Queued", DatasetStatus.Queued),
        ("succeeded", "Succeeded", DatasetStatus.Succeeded),
        ("failed", "Failed or cancelled", DatasetStatus.Failed),
    ];

    public static IReadOnlyList<(string Value, string Name)> Kinds { get; } =
    [
        ("good", "good"), ("failed", "failed"), ("accepted", "accepted"), ("rejected", "rejected"), ("unjudged", "not judged"),
    ];

    /// <summary>What cannot be read as a filter is no filter: an old link still opens the list.</summary>
    public static DatasetFilter Read(UrlState url, Actor actor) => new(
        url[OwnerKey] == Mine ? actor.User : null,
        Tabs.Where(tab => tab.Key == url[StatusKey]).Select(tab => (DatasetStatus?)tab.Status).FirstOrDefault());

    public static RecordFilter Records(UrlState url) => new(
        url[ShowKey] switch
        {
            "good" => RecordKind.Good,
            "failed" => RecordKind.Failed,
            "accepted" => RecordKind.Accepted,
            "rejected" => RecordKind.Rejected,
            "unjudged" => RecordKind.Unjudged,
            _ => RecordKind.All,
        },
        url[OrderKey] == NewestFirst);
}
