using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synter.Domain.DataGen.Offline;

/// <summary>A field the generator can fill.</summary>
internal sealed record OfflineField(string Name, Func<Seeded, JsonNode?> Make);

/// <summary>Guesses from a description which fields a record should have.</summary>
internal static partial class FieldWords
{
    private static readonly (string Word, OfflineField Field)[] Known =
    [
        ("first name", Text("first_name", r => r.Pick(Words.First))),
        ("last name", Text("last_name", r => r.Pick(Words.Last))),
        ("surname", Text("last_name", r => r.Pick(Words.Last))),
        ("company", Text("company", r => r.Pick(Words.Companies))),
        ("product", Text("product", r => r.Pick(Words.Products))),
        ("name", Text("name", r => $"{r.Pick(Words.First)} {r.Pick(Words.Last)}")),
        ("email", Text("email", Words.Email)),
        ("phone", Text("phone", r => string.Create(CultureInfo.InvariantCulture, $"+1-555-{r.Between(100, 999)}-{r.Between(1000, 9999)}"))),
        ("age", new OfflineField("age", r => r.Between(18, 90))),
        ("date of birth", Text("date_of_birth", r => Words.Date(r).AddYears(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        ("birth", Text("date_of_birth", r => Words.Date(r).AddYears(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        ("city", Text("city", r => r.Pick(Words.Cities))),
        ("country", Text("country", r => r.Pick(Words.Countries))),
        ("address", Text("address", r => string.Create(CultureInfo.InvariantCulture, $"{r.Between(1, 220)} {r.Pick(Words.Streets)}, {r.Pick(Words.Cities)}"))),
        ("zip", Text("postal_code", r => string.Create(CultureInfo.InvariantCulture, $"{r.Between(10_000, 99_999)}"))),
        ("postal", Text("postal_code", r => string.Create(CultureInfo.InvariantCulture, $"{r.Between(10_000, 99_999)}"))),
        ("job", Text("job", r => r.Pick(Words.Jobs))),
        ("occupation", Text("occupation", r => r.Pick(Words.Jobs))),
        ("category", Text("category", r => r.Pick(Words.Categories))),
        ("colour", Text("colour", r => r.Pick(Words.Colours))),
        ("color", Text("color", r => r.Pick(Words.Colours))),
        ("price", new OfflineField("price", r => r.Between(199, 49_999) / 100m)),
        ("amount", new OfflineField("amount", r => r.Between(100, 250_000) / 100m)),
        ("quantity", new OfflineField("quantity", r => r.Between(1, 40))),
        ("currency", Text("currency", r => r.Pick(["USD", "EUR", "INR", "GBP"]))),
        ("rating", new OfflineField("rating", r => r.Between(1, 5))),
        ("review", Text("review", Words.Sentence)),
        ("comment", Text("comment", Words.Sentence)),
        ("title", Text("title", r => $"{Capital(r.Pick(Words.Adjectives))} {r.Pick(Words.Nouns)}")),
        ("description", Text("description", Words.Sentence)),
        ("status", Text("status", r => r.Pick(Words.Statuses))),
        ("date", Text("date", r => Words.Date(r).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        ("url", Text("url", r => $"https://example.com/{r.Hex(8)}")),
        ("website", Text("website", r => $"https://www.example.com/{r.Hex(6)}")),
        ("active", new OfflineField("active", r => r.Next(2) == 0)),
        ("id", Text("id", r => r.Hex(12))),
    ];

    // More is prose, and no list.
    private const int MostWords = 7;
    private const int MostFields = 40;

    private static readonly OfflineField[] Default =
    [
        Text("id", r => r.Hex(12)), Text("title", r => $"{Capital(r.Pick(Words.Adjectives))} {r.Pick(Words.Nouns)}"), Text("text", Words.Sentence),
        new OfflineField("score", r => r.Between(0, 100)),
    ];

    /// <summary>In the order they are mentioned. What a list after a colon names is there, known or not.</summary>
    public static IReadOnlyList<OfflineField> In(string description)
    {
        var fields = ListIn(description) is { Count: > 0 } listed
            ? listed.SelectMany(item => Mentioned(item) is { Count: > 0 } known ? known : [MadeUp(item)]).DistinctBy(f => f.Name).ToList()
            : Mentioned(description);
        return fields.Count == 0 ? Default : fields;
    }

    /// <summary>Of «a patient: name, age and reason for the visit» the three.</summary>
    private static List<string> ListIn(string description)
    {
        var colon = description.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return [];
        }

        // The list ends with its sentence.
        var list = description.AsSpan(colon + 1);
        var end = list.IndexOfAny('.', ';');
        return [.. ListSeparators().Split((end < 0 ? list : list[..end]).ToString())
            .Select(item => item.Trim())
            .Where(item => item.Length > 0 && item.Count(c => c == ' ') < MostWords)
            .Take(MostFields)];
    }

    private static OfflineField MadeUp(string item)
    {
        string[] words = [.. NotLetters().Split(item.ToLowerInvariant()).Where(word => word is not ("" or "a" or "an" or "the" or "their" or "its"))];
        var name = words.Length == 0 ? "text" : string.Join('_', words);
        return words is ["number", ..] or [.., "count"] ? new OfflineField(name, r => r.Between(0, 100)) : Text(name, Words.Sentence);
    }

    private static List<OfflineField> Mentioned(string description)
    {
        var words = NotLetters().Replace(description.ToLowerInvariant().Replace("e-mail", "email", StringComparison.Ordinal), " ");
        var fields = Known
            .Select(known => (At: Place(words, known.Word), known.Word.Length, known.Field))
            .Where(known => known.At >= 0)
            .OrderBy(known => known.At).ThenByDescending(known => known.Length)
            // «first name» is not a name besides.
            .Aggregate(new List<(int At, int Length, OfflineField Field)>(), (kept, next) =>
            {
                if (!kept.Exists(k => next.At >= k.At && next.At < k.At + k.Length) && !kept.Exists(k => k.Field.Name == next.Field.Name))
                {
                    kept.Add(next);
                }

                return kept;
            });
        return fields.ConvertAll(f => f.Field);
    }

    /// <summary>Where a word stands by itself, singular or plural; -1 where it does not.</summary>
    private static int Place(string words, string word)
    {
        for (var at = words.IndexOf(word, StringComparison.Ordinal); at >= 0; at = words.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var after = at + word.Length;
            if ((at == 0 || words[at - 1] == ' ') && (after == words.Length || words[after] is ' ' or 's'))
            {
                return at;
            }
        }

        return -1;
    }

    private static OfflineField Text(string name, Func<Seeded, string> make) => new(name, random => make(random));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex("[,\\n]|\\band\\b", RegexOptions.NonBacktracking)]
    private static partial Regex ListSeparators();

    [GeneratedRegex("[^a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotLetters();
}
