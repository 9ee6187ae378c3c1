using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Sandbox;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.Sandbox;

/// <summary>The sandbox in words.</summary>
public static class SandboxWords
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Provider(string key) => key switch
    {
        SandboxProviders.Inference => "Inference",
        SandboxProviders.Identity => "Practice sign-in",
        _ => ProviderNames.Of(key),
    };

    public static string Mode(FaultMode mode) => mode switch
    {
        FaultMode.None => "Answers normally",
        FaultMode.Status => "Answers with an error",
        FaultMode.Slow => "Does it, answers late",
        FaultMode.Malformed => "Does it, answers half a body",
        FaultMode.DropBefore => "Hangs up, does nothing",
        FaultMode.DropAfterAccept => "Does it, hangs up",
        FaultMode.Altered => "Does it, with another text",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    /// <summary>What the next answers of a provider will be like.</summary>
    public static string Fault(SandboxFault? fault) => fault is null or { Mode: FaultMode.None } or { Times: 0 }
        ? "Answers normally"
        : $"{(fault.Times == 1 ? "Next answer" : string.Create(CultureInfo.InvariantCulture, $"Next {fault.Times} answers"))}: {fault.Mode switch
        {
            FaultMode.Status => string.Create(CultureInfo.InvariantCulture, $"status {fault.Status}"),
            FaultMode.Slow => string.Create(CultureInfo.InvariantCulture, $"{fault.Delay.TotalSeconds:0.#} s late"),
            FaultMode.Malformed => "half a body",
            FaultMode.DropBefore => "hangs up, nothing done",
            FaultMode.DropAfterAccept => "hangs up, but done",
            FaultMode.Altered => "done with another text",
            _ => "",
        }}";

    /// <summary>What came of a request: family, icon, words.</summary>
    public static (string Family, string Icon, string Words) Outcome(string outcome) => outcome switch
    {
        "dropped_before" => ("bad", "x", "Hung up, nothing done"),
        "dropped_after_accept" => ("warn", "warn", "Done, hung up"),
        _ when Status(outcome) is >= 200 and < 300 and var status => ("good", "check", $"Answered {status}"),
        _ when Status(outcome) is { } status => ("bad", "err", $"Answered {status}"),
        _ => ("", "help", outcome),
    };

    /// <summary>A body as people read it: JSON in lines, all else as it came.</summary>
    public static string Body(string body)
    {
        try
        {
            return JsonNode.Parse(body)?.ToJsonString(Indented) ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static int? Status(string outcome) =>
        outcome.StartsWith("answered:", StringComparison.Ordinal) && int.TryParse(outcome.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
