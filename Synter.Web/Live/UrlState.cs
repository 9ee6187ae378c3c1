using Microsoft.AspNetCore.WebUtilities;
using Synter.Domain.Kernel;

namespace Synter.Web.Live;

/// <summary>
/// A list's filters, sort and page as the address has them, so that Back works and a link shows what was seen. Immutable: each
/// change is another address.
/// </summary>
public sealed class UrlState
{
    /// <summary>Cursors of the pages up to this one, joined by dots: the last is this page's, so «previous» needs no server.</summary>
    public const string PageKey = "pages";

    private readonly string _path;
    private readonly List<KeyValuePair<string, string>> _values;

    private UrlState(string path, List<KeyValuePair<string, string>> values) => (_path, _values) = (path, values);

    public static UrlState Parse(string uri)
    {
        var (path, query) = uri.Split('#')[0].Split('?', 2) is [var p, var q] ? (p, q) : (uri.Split('#')[0], "");
        var values = from pair in QueryHelpers.ParseQuery(query)
                     from value in pair.Value
                     where !string.IsNullOrEmpty(value)
                     select KeyValuePair.Create(pair.Key, value);
        return new UrlState(path, [.. values]);
    }

    /// <summary>Null when the address does not say.</summary>
    public string? this[string key] => _values.FirstOrDefault(v => v.Key == key).Value;

    public string? Cursor => this[PageKey]?.Split('.')[^1];

    /// <summary>The page of a list. A cursor that cannot be read leads to the first: an old link still opens it.</summary>
    public PageRequest Page => PageRequest.Create(null, Cursor).TryGet(out var page, out _) ? page : PageRequest.First;

    /// <summary>From 1.</summary>
    public int PageNumber => this[PageKey] is { } pages ? pages.Split('.').Length + 1 : 1;

    /// <summary>Whether any of these filters is set.</summary>
    public bool Has(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (this[key] is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Another page with the same filters, at the same page of them.</summary>
    public string At(string path) => QueryHelpers.AddQueryString(path, _values.Select(v => KeyValuePair.Create<string, string?>(v.Key, v.Value)));

    /// <summary>The address with this value, null taking it out. Another filter begins at the first page.</summary>
    public string With(string key, string? value) => Href(Except(key, PageKey), value is null or "" ? [] : [KeyValuePair.Create(key, value)]);

    public string Without(params string[] keys) => Href(Except([.. keys, PageKey]), []);

    public string NextPage(string cursor) => Href(Except(PageKey), [KeyValuePair.Create(PageKey, this[PageKey] is { } pages ? $"{pages}.{cursor}" : cursor)]);

    /// <summary>Null on the first page.</summary>
    public string? PreviousPage => this[PageKey] switch
    {
        null => null,
        var pages when pages.LastIndexOf('.') is var dot and > 0 => Href(Except(PageKey), [KeyValuePair.Create(PageKey, pages[..dot])]),
        _ => Href(Except(PageKey), []),
    };

    private IEnumerable<KeyValuePair<string, string>> Except(params string[] keys) => _values.Where(v => !keys.Contains(v.Key));

    private string Href(IEnumerable<KeyValuePair<string, string>> kept, IEnumerable<KeyValuePair<string, string>> added) =>
        QueryHelpers.AddQueryString(_path, kept.Concat(added).Select(v => KeyValuePair.Create<string, string?>(v.Key, v.Value)));
}
