using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.DataGen;

/// <summary>Datasets in words.</summary>
public static class DatasetWords
{
    private const int LongestTitle = 64;

    // Under this, a rate is a guess.
    private static readonly TimeSpan s_evidence = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The beginning of the prompt, for headings and crumbs.</summary>
    public static string Title(DatasetRow row) => HiddenCharacters.Mark(Cut(row.PromptSummary, LongestTitle));

    /// <summary>What it does, waits for, or ended with: one line.</summary>
    public static string Now(DatasetDetail dataset, Manner manner, DateTimeOffset now) => dataset.Row switch
    {
        { RunStatus: RunStatus.Running } when dataset.CancelRequested => "Stopping at the next safe point",
        { Status: DatasetStatus.Queued } => "Waits for a worker",
        { RunStatus: RunStatus.Retrying } => $"The job was interrupted and goes on by itself. {Made(dataset.Row, manner)} so far",
        { Status: DatasetStatus.Running } => $"{Made(dataset.Row, manner)} made",
        { RunStatus: RunStatus.Cancelled } => $"Cancelled. {Made(dataset.Row, manner)} kept",
        { Good: 0 } => "Ended without a record",
        _ => $"{Made(dataset.Row, manner)} made",
    };

    /// <summary>«31 of 50 records».</summary>
    public static string Made(DatasetRow row, Manner manner) => $"{manner.Count(row.Good)} of {Records(row.Count, manner)}";

    public static string Records(long count, Manner manner) => $"{manner.Count(count)} {(count == 1 ? "record" : "records")}";

    public static string Tokens(long count, Manner manner) => $"{manner.Count(count)} {(count == 1 ? "token" : "tokens")}";

    /// <summary>«3.9 a second»; null where there is nothing to go by.</summary>
    public static string? Rate(DatasetRow row, Manner manner, DateTimeOffset now) => row.RecordsPerSecond(now) is { } rate
        ? $"{rate.ToString(rate < 10 ? "0.0" : "N0", manner.Culture)} a second"
        : null;

    /// <summary>How much longer, by the rate so far; null where there is too little to go by.</summary>
    public static TimeSpan? Remaining(DatasetRow row, DateTimeOffset now) =>
        row is { RunStatus: RunStatus.Running, RunStartedAt: { } start } && now - start >= s_evidence && row.Completed < row.Count && row.RecordsPerSecond(now) is { } rate
            ? TimeSpan.FromSeconds((row.Count - row.Completed) / rate)
            : null;

    /// <summary>«2 min 07 s» of one that has ended, null before.</summary>
    public static string? Took(DatasetRow row) => row is { RunStartedAt: { } start, FinishedAt: { } end } ? Manner.Took(end - start) : null;

    /// <summary>«$0.03»; null while no price is configured.</summary>
    public static string? Cost(DatasetSpending spent, Manner manner) => spent.Cost.Micros > 0 ? About(spent.Cost, manner) : null;

    /// <summary>To the minor unit, rounded up: a price of tokens has more digits than say anything.</summary>
    public static string About(Money money, Manner manner)
    {
        var unit = Money.MicrosPerUnit;
        for (var digit = 0; digit < CurrencySign.Of(money.Currency).Digits; digit++)
        {
            unit /= 10;
        }

        return money.Micros > 0 && money.Micros < unit
            ? $"under {manner.Amount(Money.FromMicros(unit, money.Currency))}"
            : manner.Amount(Money.FromMicros((money.Micros + unit - 1) / unit * unit, money.Currency));
    }

    /// <summary>The same at the head of a sentence: «About $0.40», «Under $0.01».</summary>
    public static string Estimated(Money money, Manner manner) =>
        About(money, manner) is var about && about.StartsWith("under", StringComparison.Ordinal) ? "U" + about[1..] : $"About {about}";

    public static string Phase(InFlightPhase phase) => phase switch
    {
        InFlightPhase.Waiting => "waits for the answer",
        InFlightPhase.BackingOff => "server busy, waits to try again",
        InFlightPhase.AskedAgain => "asked again, the answer did not fit",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    /// <summary>«840 ms», «2.3 s».</summary>
    public static string Latency(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>A value in one line of at most so many characters: texts bare, all else as JSON.</summary>
    public static string Value(JsonNode? value, int longest)
    {
        var text = value switch
        {
            null => "null",
            JsonValue v when v.TryGetValue<string>(out var s) => s,
            _ => value.ToJsonString(s_compact),
        };
        return HiddenCharacters.Mark(Cut(text, longest).ReplaceLineEndings(" "));
    }

    /// <summary>JSON in lines; all else as it came.</summary>
    public static string Indented(JsonNode json) => json.ToJsonString(s_indented);

    /// <summary>At most so many characters, never half of one.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest
        ? text
        : text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)] + "…";

    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
