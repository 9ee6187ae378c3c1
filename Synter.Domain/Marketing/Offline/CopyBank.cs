using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Synter.Domain.Marketing.Offline;

/// <summary>One thing to say. <c>{brand}</c>, <c>{location}</c>, <c>{place}</c> and <c>{offering}</c> are filled in.</summary>
/// <param name="Fields">The fields of medicine it suits; empty suits all.</param>
/// <param name="On">Health days: <c>MM-dd</c>.</param>
/// <param name="Hook">Stands alone where there is no room for <paramref name="More"/>.</param>
public sealed record CopyPiece(
    string Id, string Title, string Hook, IReadOnlyList<string> More, IReadOnlyList<string> Tags, IReadOnlyList<string>? Fields = null, string? On = null);

/// <summary>The built-in copy of one language. Data: <c>&lt;language&gt;.copy.json</c>.</summary>
/// <param name="Fields">Words at whose start an offering betrays its field of medicine.</param>
public sealed record CopyBank(
    string Language,
    string Name,
    string Notice,
    string Theme,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fields,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Openings,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Closings,
    IReadOnlyList<CopyPiece> Tips,
    IReadOnlyList<CopyPiece> Services,
    IReadOnlyList<CopyPiece> Questions,
    IReadOnlyList<CopyPiece> Clinic,
    IReadOnlyList<CopyPiece> Days)
{
    private const string Suffix = ".copy.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    /// <summary>By primary language subtag, as in <c>en</c>.</summary>
    public static readonly IReadOnlyDictionary<string, CopyBank> All = LoadAll();

    public static CopyBank English => All["en"];

    /// <summary>The bank of a language, whatever its region; null when there is none.</summary>
    public static CopyBank? For(string language) => All.GetValueOrDefault(language.Split('-')[0]);

    /// <summary>The fields of medicine that these offerings belong to.</summary>
    public IReadOnlySet<string> FieldsOf(IReadOnlyList<string> offerings) => Fields
        .Where(field => field.Value.Any(word => offerings.Any(offering => HasWordStarting(offering, word))))
        .Select(field => field.Key)
        .ToHashSet();

    private static bool HasWordStarting(string offering, string start) =>
        Regex.IsMatch(offering, $@"\b{Regex.Escape(start)}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Dictionary<string, CopyBank> LoadAll()
    {
        var assembly = typeof(CopyBank).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).Select(Load).ToDictionary(b => b.Language);

        CopyBank Load(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<CopyBank>(stream, Strict)!;
        }
    }
}
