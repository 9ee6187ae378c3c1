using System.Globalization;
using System.Runtime.CompilerServices;

namespace Synter.Domain.Marketing.Offline;

/// <summary>
/// Writes posts from Synter's own copy, with no network and no chance: the same brief gives the same posts. Pure and stateless.
/// </summary>
public sealed class OfflineComposer : IPostComposer
{
    public string Label => "Offline composed: put together from Synter’s built-in copy and this agent’s settings, without a language model.";

    public IReadOnlyList<string> Caveats(PostBrief brief) => CopyBank.For(brief.Language) is not null
        ? []
        : [$"The built-in copy is written in {Languages()}, so these drafts are in {CopyBank.English.Name}, though the agent’s language is " +
           $"{NameOf(brief.Language)}. Edit them before you approve, or let a language model write."];

    public async IAsyncEnumerable<ComposedPost> ComposeAsync(PostBrief brief, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bank = CopyBank.For(brief.Language) ?? CopyBank.English;
        var subjects = new Subjects(bank, brief.Brand, brief.Seed);
        var written = new HashSet<string>();
        for (var i = 0; i < brief.Slots.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Write(brief, bank, subjects, i, written);
        }

        await Task.CompletedTask;
    }

    private static ComposedPost Write(PostBrief brief, CopyBank bank, Subjects subjects, int index, HashSet<string> written)
    {
        foreach (var (day, subject) in Candidates(brief, subjects, index))
        {
            var parts = Parts(brief, bank, subject, brief.Slots[index]);
            var texts = brief.Platforms.ToDictionary(p => p.Key, p => parts.For(new Room(p, brief.MaxLength)));
            if (texts.All(text => !written.Contains(Key(text))))
            {
                written.UnionWith(texts.Select(Key));
                return new ComposedPost(brief.Slots[index], day, subject.Topic, subject.Title, parts.Canonical, texts);
            }
        }

        // The copy holds far more hooks, different from their first words on, than the largest set has posts; a test counts them.
        throw new InvalidOperationException($"The built-in copy has nothing new left for post {index + 1} of {brief.Slots.Count}.");

        static string Key(KeyValuePair<string, string> text) => $"{text.Key}\n{text.Value}";
    }

    /// <summary>A health day when one falls before the next post, else what is next in turn.</summary>
    private static IEnumerable<(DateOnly Day, Subject Subject)> Candidates(PostBrief brief, Subjects subjects, int index)
    {
        var day = brief.Slots[index].Day;
        var until = index + 1 < brief.Slots.Count && brief.Slots[index + 1].Day > day ? brief.Slots[index + 1].Day : day.AddDays(1);
        if (brief.Topics.Contains(PostTopic.Seasonal) && subjects.HealthDay(day, until) is { } healthDay)
        {
            yield return healthDay;
        }

        var topics = brief.Topics.Where(t => t != PostTopic.Seasonal).DefaultIfEmpty(PostTopic.PatientEducation).ToList();
        var turn = brief.Position + index;
        foreach (var subject in subjects.From(topics[(int)(turn % topics.Count)], turn / topics.Count))
        {
            yield return (day, subject);
        }
    }

    private static PostParts Parts(PostBrief brief, CopyBank bank, Subject subject, PostSlot slot)
    {
        var tone = brief.Tone.ToString().ToLowerInvariant();
        var seed = $"{brief.Seed}/{brief.Occasion}/{slot.Position}/{subject.Id}";
        // A greeting suits a piece of advice; questions and services begin better with themselves.
        var opening = subject.Topic == PostTopic.PatientEducation ? Pick.One(bank.Openings[tone], $"{seed}/opening") : null;
        var closing = Pick.One(bank.Closings[tone], $"{seed}/closing") ?? "{brand}";
        return new PostParts(
            subject.Hook,
            subject.More,
            opening is null ? null : Wording.Fill(opening, brief.Brand),
            brief.Theme is null ? null : bank.Theme.Replace("{theme}", brief.Theme, StringComparison.Ordinal),
            Wording.Fill(closing, brief.Brand),
            brief.Brand.Name,
            bank.Notice,
            brief.Link,
            Hashtags.For(subject, brief.Brand, brief.Hashtags));
    }

    private static string Languages()
    {
        var names = CopyBank.All.Values.Select(bank => bank.Name).Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", names[..^1]) + " and " + names[^1];
    }

    private static string NameOf(string language) => CultureInfo.GetCultureInfo(language).EnglishName;
}
