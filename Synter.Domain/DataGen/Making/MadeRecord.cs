using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Domain.DataGen.Making;

/// <summary>What came of one record's calls: the record, or why there is none.</summary>
/// <param name="Record">Compact JSON of one object.</param>
/// <param name="RawReply">What the model answered last; null when none came, or when it is the record to the letter.</param>
/// <param name="Calls">Inference calls made, failed ones too.</param>
/// <param name="Latency">Of the last call.</param>
public sealed record MadeRecord(
    int Index, string? Record, string? Error, string? RawReply, int Calls, TimeSpan Latency, long InputTokens, long OutputTokens)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsGood => Record is not null;

    public long Tokens => InputTokens + OutputTokens;

    /// <summary>Numbers as they came, keys in their order, letters unescaped.</summary>
    public static string Write(JsonObject record) => record.ToJsonString(Compact);
}
