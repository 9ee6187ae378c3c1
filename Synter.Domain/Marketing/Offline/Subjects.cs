namespace Synter.Domain.Marketing.Offline;

/// <summary>
/// What there is to write about for one brand, topic by topic, each in an order of its own that the seed shuffles. Taking them
/// in turn repeats nothing before all have been used.
/// </summary>
internal sealed class Subjects
{
    /// <summary>How many of the clinic's own field stand between two general ones.</summary>
    private const int OwnPerGeneral = 2;

    private readonly Dictionary<PostTopic, IReadOnlyList<Subject>> _byTopic;
    private readonly IReadOnlyList<(CopyPiece Piece, Subject Subject)> _days;

    public Subjects(CopyBank bank, Brand brand, string seed)
    {
        var fields = bank.FieldsOf(brand.Offerings);
        _byTopic = new Dictionary<PostTopic, IReadOnlyList<Subject>>
        {
            [PostTopic.PatientEducation] = Tips(bank, brand, fields, seed),
            [PostTopic.Services] = Services(bank, brand, seed),
            [PostTopic.Questions] = Shuffled(PostTopic.Questions, bank.Questions, brand, seed),
            [PostTopic.Clinic] = Shuffled(PostTopic.Clinic, bank.Clinic, brand, seed),
        };
        _days = [.. bank.Days.Where(day => Suits(day, fields)).Select(day => (day, Subject.Of(PostTopic.Seasonal, day, brand)))];
    }

    /// <summary>
    /// The topic's subjects from its turn on, once round; then the other topics', so that a large set or a small room still
    /// gets posts that differ.
    /// </summary>
    public IEnumerable<Subject> From(PostTopic topic, long turn) =>
        Round(_byTopic[topic], turn).Concat(_byTopic.Where(other => other.Key != topic).SelectMany(other => Round(other.Value, turn)));

    /// <summary>The first health day from one date up to, not including, the next.</summary>
    public (DateOnly Day, Subject Subject)? HealthDay(DateOnly from, DateOnly until)
    {
        for (var day = from; day < until; day = day.AddDays(1))
        {
            var name = day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (_days.FirstOrDefault(d => d.Piece.On == name) is { Piece: not null } found)
            {
                return (day, found.Subject);
            }
        }

        return null;
    }

    private static IEnumerable<Subject> Round(IReadOnlyList<Subject> subjects, long turn) =>
        Enumerable.Range(0, subjects.Count).Select(i => subjects[(int)((turn + i) % subjects.Count)]);

    private static bool Suits(CopyPiece piece, IReadOnlySet<string> fields) => piece.Fields is not { Count: > 0 } || piece.Fields.Any(fields.Contains);

    private static IReadOnlyList<Subject> Shuffled(PostTopic topic, IEnumerable<CopyPiece> pieces, Brand brand, string seed) =>
        [.. Pick.Order(pieces, p => p.Id, $"{seed}/{topic}").Select(p => Subject.Of(topic, p, brand))];

    private static List<Subject> Tips(CopyBank bank, Brand brand, IReadOnlySet<string> fields, string seed)
    {
        var suitable = Pick.Order(bank.Tips.Where(tip => Suits(tip, fields)), p => p.Id, seed);
        var own = new Queue<CopyPiece>(suitable.Where(p => p.Fields is { Count: > 0 }));
        var general = new Queue<CopyPiece>(suitable.Where(p => p.Fields is not { Count: > 0 }));
        var mixed = new List<Subject>(suitable.Count);
        while (own.Count + general.Count > 0)
        {
            var next = general.Count == 0 || (own.Count > 0 && mixed.Count % (OwnPerGeneral + 1) < OwnPerGeneral) ? own : general;
            mixed.Add(Subject.Of(PostTopic.PatientEducation, next.Dequeue(), brand));
        }

        return mixed;
    }

    /// <summary>Offerings in turn, each time by another pattern.</summary>
    private static List<Subject> Services(CopyBank bank, Brand brand, string seed)
    {
        var offerings = Pick.Order(brand.Offerings, o => o, seed);
        var patterns = Pick.Order(bank.Services, p => p.Id, seed);
        var subjects = new List<Subject>(offerings.Count * patterns.Count);
        for (var round = 0; round < patterns.Count; round++)
        {
            subjects.AddRange(offerings.Select((offering, i) =>
                Subject.Of(PostTopic.Services, patterns[(round + i) % patterns.Count], brand, offering)));
        }

        return subjects;
    }
}
